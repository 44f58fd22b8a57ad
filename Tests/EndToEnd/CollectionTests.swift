import Checkpoints
import Foundation
import Pictures
import Scenes
import Tensors
import Testing

extension EndToEndTests {
  /// Collections of scenes, as training reads them.
  struct CollectionTests {
    private let workspace: Workspace

    init() throws { workspace = try Workspace() }

    private func names() throws -> [String] {
      try FileManager.default.contentsOfDirectory(atPath: workspace.path("all")).sorted()
    }

    @Test func `arrays hold the scenes of their seeds`() throws {
      let outcome = try workspace.run(
        "scenes", "--count", "13", "--size", "16", "--seed", "40", "--format", "npy", "--out", "all"
      )
      #expect(outcome.status == 0 && outcome.output.isEmpty && outcome.errors.isEmpty)
      #expect(try names() == ["categories.npy", "labels.npy", "pictures.npy", "scenes.json"])
      let pictures = try workspace.bytes("all/pictures.npy")
      let labels = try workspace.bytes("all/labels.npy")
      let categories = try workspace.bytes("all/categories.npy")
      // 128 bytes of header: magic, version, length, and the shape as Python writes it.
      #expect(pictures.prefix(10) == [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59, 1, 0, 118, 0])
      let header = String(decoding: pictures[10..<128], as: UTF8.self)
      #expect(
        header.hasPrefix("{'descr': '|u1', 'fortran_order': False, 'shape': (13, 16, 16, 3,), }"))
      #expect(header.hasSuffix("\n"))
      #expect(pictures.count == 128 + 13 * 768 && labels.count == 128 + 13 * 256)
      for number in 0..<13 {
        let scene = Scene(seed: UInt64(40 + number))
        let (picture, map) = scene.rendered(size: 16)
        #expect(pictures[(128 + number * 768)...].prefix(768).elementsEqual(picture.bytes))
        #expect(labels[(128 + number * 256)...].prefix(256).elementsEqual(map.bytes))
        let category = Int(categories[categories.count - 13 + number])
        #expect(Category.allCases[category] == scene.category)
      }
      let about = String(decoding: try workspace.bytes("all/scenes.json"), as: UTF8.self)
      #expect(about.contains("\"seed\" : 40") && about.contains("\"ski\""))
    }

    @Test func `what chance gave scenes of one category lies beside them`() throws {
      let outcome = try workspace.run(
        "scenes", "--count", "40", "--size", "8", "--seed", "7", "--format", "npy", "--category",
        "church", "--out", "all")
      #expect(outcome.status == 0, "\(outcome.errors)")
      let about = try #require(
        try JSONSerialization.jsonObject(with: Data(workspace.bytes("all/scenes.json")))
          as? [String: Any])
      let columns = try #require(about["draws"] as? [[String: Any]])
      let names = columns.compactMap { $0["name"] as? String }
      let numbers = try NumPyArray(bytes: workspace.bytes("all/draws.npy")).tensor
      #expect(numbers.shape == Shape([40, names.count]) && Set(names).count == names.count)
      for number in 0..<40 {
        let draws = Scene.recorded(.church, seed: UInt64(7 + number)).draws
        for (column, name) in names.enumerated() {
          let value = numbers.elements[number * names.count + column]
          let draw = draws.first { $0.name == name }
          #expect(draw.map { $0.value == value } ?? value.isNaN, "\(number) \(name)")
        }
      }
    }

    @Test func `PNG files and a sheet show the same scenes`() throws {
      let outcome = try workspace.run(
        "scenes", "--category", "lake", "--count", "5", "--size", "24", "--out", "all",
        "--sheet", "sheet.png")
      #expect(outcome.status == 0 && outcome.errors.isEmpty)
      #expect(try names().count == 11)
      let scenes = (UInt64(0)..<5).map { Scene(.lake, seed: $0).rendered(size: 24) }
      #expect(try workspace.picture("all/scene-000003.png") == scenes[3].picture)
      let labels = try workspace.picture("all/scene-000003-labels.png")
      #expect(
        labels
          == Picture(width: 24, height: 24) { x, y in
            let number = scenes[3].labels[x, y].rawValue
            return Pixel(number, number, number)
          })
      #expect(
        try workspace.picture("sheet.png") == ContactSheet.picture(of: scenes.map(\.picture)))
    }

    @Test func `a disk that takes no more leaves one error and no part of an array`() throws {
      let program = Workspace.program
      let outcome = try workspace.run(
        "/bin/sh",
        [
          "-c",
          "ulimit -f 8; exec \(program) scenes --count 64 --size 32 --format npy --out all",
        ])
      #expect(outcome.status == 1)
      #expect(outcome.errors == "ganbrush: cannot write 'all/pictures.npy': file too large\n")
      #expect(try names() == [])
    }
  }
}
