import Cells
import Frames
import Pictures
import TestSupport
import Testing

@Suite struct FrameTests {
  static let area = Rect(row: 2, column: 5, height: 17, width: 40)

  static let sixels: any FrameBackend = SixelEncoder(registers: 256)
  static let blocks: any FrameBackend = BlockEncoder(depth: .truecolor)
  static let shades: any FrameBackend = ShadeEncoder(.ascii)

  static func encoder(_ backend: any FrameBackend = sixels) -> FrameEncoder {
    FrameEncoder(backend, area: area)
  }

  static func screen(_ encoder: FrameEncoder) -> PictureScreen {
    let raster = encoder.backend.raster
    return PictureScreen(
      columns: 60, rows: 30, cellWidth: raster.cellWidth, cellHeight: raster.cellHeight)
  }

  /// The scene with a door painted into it.
  static func edited(_ scene: Picture, x: Int = 20, y: Int = 30) -> Picture {
    var copy = scene
    copy.replace(x: x, y: y, with: Picture(width: 8, height: 12) { _, _ in Pixel(90, 40, 10) })
    return copy
  }

  @Test func `a picture is as large as can be and in the middle`() throws {
    let encoder = Self.encoder()
    let square = try #require(encoder.place(forWidth: 64, height: 64))
    #expect((square.pixelWidth, square.pixelHeight) == (272, 272))
    #expect(square.area == Rect(row: 2, column: 8, height: 17, width: 34))
    let wide = try #require(encoder.place(forWidth: 300, height: 100))
    #expect((wide.pixelWidth, wide.pixelHeight) == (320, 106))
    #expect(wide.area == Rect(row: 7, column: 5, height: 7, width: 40))
    let blocks = try #require(Self.encoder(Self.blocks).place(forWidth: 64, height: 64))
    #expect((blocks.pixelWidth, blocks.pixelHeight) == (34, 34))
    let small = Self.encoder(SixelEncoder(registers: 256, FrameRaster(maximumWidth: 100)))
    #expect(try #require(small.place(forWidth: 64, height: 32)).pixelHeight == 50)
  }

  @Test func `no room gives no bytes`() throws {
    var encoder = FrameEncoder(
      Self.shades, area: Rect(row: 0, column: 0, height: 0, width: 9))
    #expect(encoder.place(forWidth: 1, height: 1) == nil)
    #expect(encoder.frame(for: try Picture.church()).isEmpty)
  }

  @Test(arguments: [sixels, blocks])
  func `a frame shows the fitted picture`(backend: any FrameBackend) throws {
    let scene = try Picture.church()
    var encoder = Self.encoder(backend)
    var screen = Self.screen(encoder)
    let place = try #require(encoder.place(forWidth: 64, height: 64))
    try screen.write(encoder.frame(for: scene))
    let shown = try #require(screen.picture(at: place))
    let fitted = scene.resized(width: place.pixelWidth, height: place.pixelHeight)
    #expect(shown.signalToNoise(to: fitted) >= 33)
    #expect(screen.pixels.count { $0 != nil } == place.pixelWidth * place.pixelHeight)
  }

  @Test(arguments: [sixels, blocks, shades])
  func `an unchanged picture needs no bytes`(backend: any FrameBackend) throws {
    let scene = try Picture.church()
    var encoder = Self.encoder(backend)
    let first = encoder.frame(for: scene)
    #expect(encoder.frame(for: scene).isEmpty)
    encoder.forget()
    #expect(encoder.frame(for: scene) == first)
    encoder.area.row += 1
    #expect(!encoder.frame(for: scene).isEmpty)
  }

  @Test(arguments: [sixels, blocks], UInt64(0)..<20)
  func `changed parts over the last frame show the new picture`(
    backend: any FrameBackend, seed: UInt64
  ) throws {
    var random = SplitMix64(seed: seed)
    let scene = try Picture.church()
    var encoder = Self.encoder(backend)
    var screen = Self.screen(encoder)
    let place = try #require(encoder.place(forWidth: 64, height: 64))
    let full = encoder.frame(for: scene)
    try screen.write(full)
    var picture = scene
    for _ in 0..<6 {
      picture = Self.edited(
        picture, x: Int.random(in: 0...56, using: &random),
        y: Int.random(in: 0...52, using: &random))
      let isFast = Bool.random(using: &random)
      let frame = encoder.frame(for: picture, isFast ? .fast : .fine)
      #expect(frame.count < full.count)
      try screen.write(frame)
    }
    try screen.write(encoder.frame(for: picture, .fine))
    let shown = try #require(screen.picture(at: place))
    let fitted = picture.resized(width: place.pixelWidth, height: place.pixelHeight)
    #expect(shown.signalToNoise(to: fitted) >= 33)
  }

  @Test func `a small edit is a small sixel`() throws {
    let scene = try Picture.church()
    var encoder = Self.encoder()
    let full = encoder.frame(for: scene)
    let before = Self.screen(encoder)
    var after = before
    let delta = encoder.frame(for: Self.edited(scene))
    try after.write(delta)
    #expect(after.moves == 1)
    #expect(delta.count * 4 < full.count, "\(delta.count) of \(full.count) bytes")
  }

  @Test func `small differences add up until they are sent`() throws {
    var encoder = Self.encoder(Self.blocks)
    func grey(_ value: UInt8) -> Picture {
      Picture(width: 8, height: 8) { _, _ in Pixel(value, value, value) }
    }
    #expect(!encoder.frame(for: grey(100)).isEmpty)
    #expect(encoder.frame(for: grey(105)).isEmpty)
    #expect(encoder.frame(for: grey(108)).isEmpty)
    #expect(!encoder.frame(for: grey(109)).isEmpty)
  }

  @Test func `a fine frame sends again what had few colours, and no more`() throws {
    let scene = try Picture.church()
    let edited = Self.edited(scene)
    var encoder = Self.encoder()
    let full = encoder.frame(for: scene)
    let fast = encoder.frame(for: edited, .fast)
    let fine = encoder.frame(for: edited, .fine)
    #expect(!fast.isEmpty && !fine.isEmpty && fine.count * 4 < full.count)
    #expect(encoder.frame(for: edited, .fine).isEmpty)
  }

  @Test func `a fast frame is much smaller, and still the picture`() throws {
    let scene = try Picture.church()
    var encoder = Self.encoder()
    let fine = encoder.frame(for: scene)
    encoder.forget()
    let fast = encoder.frame(for: scene, .fast)
    #expect(fast.count * 2 < fine.count, "\(fast.count) of \(fine.count) bytes")
    var screen = Self.screen(encoder)
    try screen.write(fast)
    let place = try #require(encoder.place(forWidth: 64, height: 64))
    let fitted = scene.resized(width: place.pixelWidth, height: place.pixelHeight)
    #expect(try #require(screen.picture(at: place)).signalToNoise(to: fitted) > 26)
  }

  @Test func `terminals of few registers have nothing to refine`() throws {
    var encoder = Self.encoder(SixelEncoder(registers: 16))
    var screen = Self.screen(encoder)
    let scene = try Picture.church()
    try screen.write(encoder.frame(for: scene, .fast))
    #expect(Set(screen.pixels.compactMap { $0 }).count <= 16)
    #expect(encoder.frame(for: scene, .fine).isEmpty)
  }

  @Test func `long sixels are sent as strips`() throws {
    let scene = try Picture.church()
    var encoder = Self.encoder(SixelEncoder(registers: 256, sequenceLimit: 20_000))
    var screen = Self.screen(encoder)
    try screen.write(encoder.frame(for: scene))
    let place = try #require(encoder.place(forWidth: 64, height: 64))
    let shown = try #require(screen.picture(at: place))
    #expect(screen.longestSixel <= 20_000 && screen.moves > 3)
    #expect(shown.signalToNoise(to: scene.resized(width: 272, height: 272)) > 33)
  }

  @Test func `a frame saves the cursor, places it and restores it`() throws {
    var encoder = Self.encoder(Self.shades)
    let text = String(decoding: encoder.frame(for: CharacterTests.four), as: UTF8.self)
    #expect(text.hasPrefix("\u{1B}7\u{1B}[3;"))
    #expect(text.hasSuffix("\u{1B}8"))
  }

  @Test(arguments: UInt64(0)..<50)
  func `any area and shape stays inside`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let picture = Picture.random(
      width: Int.random(in: 1...90, using: &random), height: Int.random(in: 1...90, using: &random),
      colours: 40, seed: seed)
    let area = Rect(
      row: Int.random(in: 0...9, using: &random), column: Int.random(in: 0...9, using: &random),
      height: Int.random(in: 1...20, using: &random), width: Int.random(in: 1...50, using: &random))
    for backend in [SixelEncoder(registers: 64), Self.blocks] {
      var encoder = FrameEncoder(backend, area: area)
      var screen = Self.screen(encoder)
      let place = try #require(
        encoder.place(forWidth: picture.width, height: picture.height))
      #expect(area.union(place.area) == area)
      try screen.write(encoder.frame(for: picture))
      #expect(screen.picture(at: place) != nil)
    }
  }
}
