import Cells
import Frames
import Pictures
import TestSupport
import Testing

/// Pictures that go to the terminal as files, which it enlarges: kitty's and iTerm2's.
@Suite struct PictureFileTests {
  static let area = Rect(row: 2, column: 5, height: 17, width: 40)
  static let backends: [any FrameBackend] = [
    FrameTests.kitty, FrameTests.wholeKitty, FrameTests.iterm,
  ]

  @Test(arguments: backends)
  func `the terminal gets the picture's own pixels`(backend: any FrameBackend) throws {
    let scene = try Picture.church()
    var encoder = FrameEncoder(backend, area: Self.area)
    var screen = FrameTests.screen(encoder)
    let frame = encoder.frame(for: scene)
    try screen.write(frame)
    let place = try #require(encoder.place(forWidth: 64, height: 64))
    #expect(screen.file(at: place) == scene)
    // PNG, in base64.
    #expect(frame.count * 3 / 4 < PNG.encode(scene).count + 120)
  }

  @Test(arguments: backends, UInt64(0)..<10)
  func `frames one after another show the last picture`(
    backend: any FrameBackend, seed: UInt64
  ) throws {
    var random = SplitMix64(seed: seed)
    let scene = try Picture.church()
    var encoder = FrameEncoder(backend, area: Self.area)
    var screen = FrameTests.screen(encoder)
    let place = try #require(encoder.place(forWidth: 64, height: 64))
    try screen.write(encoder.frame(for: scene))
    var picture = scene
    for _ in 0..<6 {
      picture = FrameTests.edited(
        picture, x: Int.random(in: 0...56, using: &random),
        y: Int.random(in: 0...52, using: &random))
      let quality: FrameQuality = Bool.random(using: &random) ? .fast : .fine
      try screen.write(encoder.frame(for: picture, quality))
      #expect(try #require(screen.file(at: place)).signalToNoise(to: picture) > 28)
    }
    try screen.write(encoder.frame(for: picture, .fine))
    #expect(try #require(screen.file(at: place)) == picture)
    #expect(screen.fileCount == 1)
  }

  @Test func `a kitty gets the pixels that have changed, and no more`() throws {
    let scene = try Picture.church()
    var encoder = FrameEncoder(FrameTests.kitty, area: Self.area)
    let whole = encoder.frame(for: scene)
    let frame = encoder.frame(for: FrameTests.edited(scene, x: 20, y: 30))
    #expect(String(decoding: frame, as: UTF8.self).contains("a=f,i=7,r=1,x=20,y=30,"))
    #expect(frame.count * 10 < whole.count, "\(frame.count) of \(whole.count) bytes")
  }

  @Test(arguments: UInt64(0)..<10)
  func `every edit of a kitty's picture is one sequence`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    var picture = Picture.noise(width: 120, height: 100)
    var encoder = FrameEncoder(FrameTests.kitty, area: Self.area)
    var screen = FrameTests.screen(encoder)
    try screen.write(encoder.frame(for: picture))
    let place = try #require(encoder.place(forWidth: 120, height: 100))
    for _ in 0..<4 {
      let width = Int.random(in: 1...80, using: &random)
      let height = Int.random(in: 1...80, using: &random)
      picture.replace(
        x: Int.random(in: 0...120 - width, using: &random),
        y: Int.random(in: 0...100 - height, using: &random),
        with: .random(width: width, height: height, colours: 5000, seed: random.next()))
      let frame = encoder.frame(for: picture, .fine)
      let text = String(decoding: frame, as: UTF8.self)
      #expect(!text.contains("a=T"))
      for edit in text.split(separator: "\u{1B}_").dropFirst() {
        #expect(edit.hasPrefix("Ga=f,") && !edit.prefix(80).contains("m="))
      }
      try screen.write(frame)
      #expect(try #require(screen.file(at: place)).signalToNoise(to: picture) > 30)
    }
  }

  @Test func `a picture of many pixels is edited where it has changed, coarse or fine`() throws {
    var picture = Picture.random(width: 200, height: 160, colours: 12, seed: 1)
    var encoder = FrameEncoder(
      FrameTests.kitty, area: Rect(row: 0, column: 0, height: 20, width: 50))
    var screen = FrameTests.screen(encoder)
    let place = try #require(encoder.place(forWidth: 200, height: 160))
    for quality in [FrameQuality.fast, .fast, .fine] {
      try screen.write(encoder.frame(for: picture, quality))
      #expect(try #require(screen.file(at: place)).signalToNoise(to: picture) > 30)
      picture.replace(
        x: 20, y: 10, with: .random(width: 150, height: 60, colours: 12, seed: 2))
    }
  }

  @Test func `what takes a kitty's picture away takes that one away`() throws {
    let scene = try Picture.church()
    var encoder = FrameEncoder(FrameTests.kitty, area: Self.area)
    var screen = FrameTests.screen(encoder)
    try screen.write(encoder.frame(for: scene))
    try screen.erase(FrameTests.wholeKitty.erasure)
    #expect(screen.fileCount == 1)
    try screen.erase(FrameTests.kitty.erasure)
    #expect(screen.fileCount == 0)
    // Written over, the others are gone.
    #expect(FrameTests.iterm.erasure.isEmpty && FrameTests.sixels.erasure.isEmpty)
  }

  @Test func `every sequence of a kitty's picture is short and asks for no answer`() throws {
    let picture = Picture.noise(width: 90, height: 70)
    var encoder = FrameEncoder(FrameTests.kitty, area: Self.area)
    let text = String(decoding: encoder.frame(for: picture), as: UTF8.self)
    let sequences = text.split(separator: "\u{1B}_").dropFirst()
    #expect(sequences.count > 3)
    for sequence in sequences {
      #expect(sequence.prefix(80).contains(/q=2,m=[01];/))
      #expect(sequence.utf8.count < 4096 + 80)
    }
  }

  @Test func `a picture larger than its place is reduced before it is sent`() throws {
    let picture = try Picture.church().resized(width: 900, height: 450)
    for backend in Self.backends {
      var encoder = FrameEncoder(backend, area: Self.area)
      var screen = FrameTests.screen(encoder)
      try screen.write(encoder.frame(for: picture))
      let place = try #require(encoder.place(forWidth: 900, height: 450))
      #expect(try #require(screen.file(at: place)).width == 320)
    }
  }

  @Test func `a fast frame is a quarter, and still the picture`() throws {
    let scene = try Picture.church()
    for backend in Self.backends {
      var encoder = FrameEncoder(backend, area: Self.area)
      var screen = FrameTests.screen(encoder)
      let fine = encoder.frame(for: scene)
      encoder.forget()
      let fast = encoder.frame(for: scene, .fast)
      #expect(fast.count * 3 < fine.count, "\(fast.count) of \(fine.count) bytes")
      try screen.write(fast)
      let place = try #require(encoder.place(forWidth: 64, height: 64))
      #expect(try #require(screen.file(at: place)).signalToNoise(to: scene) > 28)
    }
  }
}
