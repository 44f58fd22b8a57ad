import Foundation
import Pictures
import Testing

extension EndToEndTests {
  /// JPEG and WebP files in every place where a picture is read.
  struct PhotoInputTests {
    private let workspace: Workspace
    private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../PicturesTests/Fixtures").standardizedFileURL

    /// Three photos, and the same pixels as PNG files.
    init() throws {
      workspace = try Workspace()
      for (name, file) in [
        ("a.jpg", "JPEG-420.jpg"), ("b.webp", "WebP-lossless.webp"),
        ("c.webp", "WebP-lossy-opacity.webp"),
      ] {
        let bytes = [UInt8](try Data(contentsOf: Self.fixtures.appending(path: file)))
        try workspace.write(bytes, to: name)
        try workspace.write(
          PNG.encode(EncodedPicture(bytes).picture()), to: "\(name.prefix(1)).png")
      }
    }

    @Test(arguments: ["segment", "classify"])
    func `a photo is seen as its pixels are`(command: String) throws {
      for name in ["a.jpg", "b.webp", "c.webp"] {
        let stem = String(name.prefix(1))
        let photo = try workspace.run(command, name, "--json")
        let picture = try workspace.run(command, "\(stem).png", "--json")
        #expect(photo.status == 0 && photo.errors.isEmpty, "\(photo.errors)")
        #expect(photo.output == picture.output.replacing("\(stem).png", with: name))
        let piped = try workspace.shell("cat \(name) | ganbrush \(command) - --json")
        #expect(piped.output == photo.output.replacing(name, with: "standard input"))
      }
    }

    @Test func `what a file is tells its content, not its name`() throws {
      let expected = try workspace.run("segment", "a.jpg").output
      let outcome = try workspace.shell(
        "mv a.jpg d.png; mv b.png e.jpg; ganbrush segment d.png e.jpg")
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(outcome.output.hasPrefix(expected.replacing("a.jpg", with: "d.png")))
    }

    @Test func `a photo that is cut, or no picture, is one error`() throws {
      let whole = try workspace.bytes("a.jpg")
      try workspace.write(Array(whole[..<(whole.count / 2)]), to: "cut.jpg")
      try workspace.write(Array(try workspace.bytes("b.webp")[..<50]), to: "cut.webp")
      try workspace.write("GIF89a", to: "no.jpg")
      for (name, reason) in [
        ("cut.jpg", "the JPEG file ends early: its last pixels are missing"),
        ("cut.webp", "the WebP file ends early: "),
        ("no.jpg", "not a PNG, JPEG or WebP file but a GIF picture"),
      ] {
        for command in ["segment", "classify"] {
          let outcome = try workspace.run(command, name)
          #expect(outcome.status == 1 && outcome.output.isEmpty)
          #expect(outcome.errors.hasPrefix("ganbrush: \(name): \(reason)"), "\(outcome.errors)")
        }
      }
    }

    @Test func `pictures of a folder may be photos`() throws {
      let outcome = try workspace.shell(
        """
        mkdir all plain; cp a.jpg b.webp c.webp all; cp a.png b.png c.png plain; touch all/notes.txt
        for folder in all plain; do
          ganbrush dissect --model world-classifier --pictures $folder --out run-$folder || exit 1
        done
        cmp run-all/units.csv run-plain/units.csv
        """)
      #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
    }
  }
}
