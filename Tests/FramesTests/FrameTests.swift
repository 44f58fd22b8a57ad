import Cells
import Frames
import Pictures
import TestSupport
import Testing

@Suite struct FrameTests {
  static let area = Rect(row: 2, column: 5, height: 17, width: 40)

  static let sixels: any FrameBackend = SixelEncoder(registers: 256)
  static let kitty: any FrameBackend = KittyEncoder(id: 7, editsPictures: true)
  static let wholeKitty: any FrameBackend = KittyEncoder(id: 8, editsPictures: false)
  static let iterm: any FrameBackend = ITermEncoder()
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
    // A multiple of six.
    #expect((square.pixelWidth, square.pixelHeight) == (272, 270))
    #expect(square.area == Rect(row: 2, column: 8, height: 17, width: 34))
    let wide = try #require(encoder.place(forWidth: 300, height: 100))
    #expect((wide.pixelWidth, wide.pixelHeight) == (320, 102))
    #expect(wide.area == Rect(row: 7, column: 5, height: 7, width: 40))
    let blocks = try #require(Self.encoder(Self.blocks).place(forWidth: 64, height: 64))
    #expect((blocks.pixelWidth, blocks.pixelHeight) == (34, 34))
    let small = Self.encoder(SixelEncoder(registers: 256, FrameRaster(maximumWidth: 100)))
    #expect(try #require(small.place(forWidth: 64, height: 32)).pixelHeight == 48)
    let files = try #require(Self.encoder(Self.kitty).place(forWidth: 64, height: 64))
    #expect((files.pixelWidth, files.pixelHeight) == (272, 272))
    #expect(files.area == Rect(row: 2, column: 8, height: 17, width: 34))
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

  @Test(arguments: [kitty, wholeKitty, iterm, sixels, blocks, shades])
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

  @Test func `terminals of few registers have nothing to refine`() throws {
    var encoder = Self.encoder(SixelEncoder(registers: 16))
    var screen = Self.screen(encoder)
    let scene = try Picture.church()
    try screen.write(encoder.frame(for: scene, .fast))
    #expect(Set(screen.pixels.compactMap { $0 }).count <= 16)
    #expect(encoder.frame(for: scene, .fine).isEmpty)
  }

  @Test(arguments: [(1_000_000, 33.0), (40_000, 28), (20_000, 24), (8_000, 19)])
  func `a sixel that would be too long shows less`(limit: Int, decibels: Double) throws {
    let scene = try Picture.church()
    var encoder = Self.encoder(SixelEncoder(registers: 256, sequenceLimit: limit))
    var screen = Self.screen(encoder)
    try screen.write(encoder.frame(for: scene))
    let place = try #require(encoder.place(forWidth: 64, height: 64))
    let shown = try #require(screen.picture(at: place))
    #expect(screen.longestSixel <= limit && screen.moves == 1)
    let quality = shown.signalToNoise(to: scene.resized(width: 272, height: 270))
    #expect(quality > decibels, "\(quality) dB")
  }

  @Test func `noise of a thousand pixels is shown within tmux's limit`() throws {
    let noise = Picture.noise(width: 996, height: 996)
    let encoder = SixelEncoder(registers: 256, sequenceLimit: 1_000_000)
    let sixel = try SixelDecoder.decode(encoder.encode(noise))
    #expect(encoder.encode(noise).count <= 1_000_000)
    #expect((sixel.width, sixel.height) == (996, 996))
  }

  @Test func `a multiplexer gets whole sixels`() throws {
    let scene = try Picture.church()
    var encoder = Self.encoder(SixelEncoder(registers: 256, updates: .whole))
    var (before, after) = (Self.screen(encoder), Self.screen(encoder))
    try before.write(encoder.frame(for: scene))
    try after.write(encoder.frame(for: Self.edited(scene)))
    let place = try #require(encoder.place(forWidth: 64, height: 64))
    #expect(before.picture(at: place) != nil && after.picture(at: place) != nil)
  }

  @Test(arguments: [(16, 270), (17, 270), (18, 270), (20, 276), (21, 270)])
  func `a sixel that fills cells lacks less than a band of the last one`(
    cellHeight: Int, pixels: Int
  ) throws {
    let raster = FrameRaster(cellWidth: 8, cellHeight: cellHeight).fillingCells
    let encoder = SixelEncoder(registers: 256, raster)
    let area = Rect(row: 0, column: 0, height: 280 / cellHeight, width: 60)
    let place = PictureFit(fitting: 64, 64, into: area, encoder.raster)
    #expect(place.pixelHeight == pixels && place.pixelWidth % 8 == 0)
    #expect(place.area.height * cellHeight - pixels < 6)
  }

  @Test func `the first colour of a sixel is that of its last row`() {
    let picture = Picture(width: 10, height: 60) { _, y in
      y < 59 ? Pixel(0, 0, 255) : Pixel(0, 255, 0)
    }
    let bytes = SixelEncoder(registers: 256).encode(picture)
    #expect(String(decoding: bytes, as: UTF8.self).contains("#0;2;0;100;0#1;2;0;0;100"))
  }

  @Test(arguments: [6, 12, 16, 17, 18, 20, 21, 35])
  func `parts of sixels have whole bands, whatever the font's height`(cellHeight: Int) throws {
    let scene = try Picture.church()
    let raster = FrameRaster(cellWidth: 8, cellHeight: cellHeight)
    var encoder = Self.encoder(SixelEncoder(registers: 256, raster))
    var screen = Self.screen(encoder)
    // The screen refuses any other height.
    try screen.write(encoder.frame(for: scene))
    for y in stride(from: 0, through: 52, by: 4) {
      let edited = Self.edited(scene, y: y)
      try screen.write(encoder.frame(for: edited))
      let place = try #require(encoder.place(forWidth: 64, height: 64))
      let shown = try #require(screen.picture(at: place))
      let fitted = edited.resized(width: place.pixelWidth, height: place.pixelHeight)
      #expect(shown.signalToNoise(to: fitted) >= 30)
    }
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
    for backend in [Self.kitty, SixelEncoder(registers: 64), Self.blocks] {
      var encoder = FrameEncoder(backend, area: area)
      var screen = Self.screen(encoder)
      let place = try #require(
        encoder.place(forWidth: picture.width, height: picture.height))
      #expect(area.union(place.area) == area)
      try screen.write(encoder.frame(for: picture))
      #expect(screen.picture(at: place) != nil || screen.file(at: place) != nil)
    }
  }

  @Test(
    arguments: [(sixels, .fast, 2, 26), (sixels, .draft, 3, 20), (blocks, .draft, 3, 20)]
      as [(any FrameBackend, FrameQuality, Int, Double)])
  func `a coarse frame is a small share of the bytes, and still the picture`(
    backend: any FrameBackend, quality: FrameQuality, times: Int, decibels: Double
  ) throws {
    let scene = try Picture.church()
    var encoder = Self.encoder(backend)
    let fine = encoder.frame(for: scene)
    encoder.forget()
    let coarse = encoder.frame(for: scene, quality)
    #expect(coarse.count * times < fine.count, "\(coarse.count) of \(fine.count) bytes")
    var screen = Self.screen(encoder)
    try screen.write(coarse)
    let place = try #require(encoder.place(forWidth: 64, height: 64))
    let fitted = scene.resized(width: place.pixelWidth, height: place.pixelHeight)
    #expect(try #require(screen.picture(at: place)).signalToNoise(to: fitted) > decibels)
  }

  @Test func `the best quality within the budget is sent`() throws {
    let scene = try Picture.church()
    var sizes: [Int] = []
    for quality in FrameQuality.allCases {
      var encoder = Self.encoder()
      let frame = encoder.frame(for: scene, quality)
      sizes.append(frame.count)
      for budget in [frame.count, frame.count + 1] {
        var other = Self.encoder()
        #expect(other.frame(for: scene, within: budget) == frame)
        #expect(other.isCoarse == (quality != .fine))
        #expect(other.fineSize == sizes[0])
      }
    }
    #expect(sizes == sizes.sorted(by: >))
    var encoder = Self.encoder()
    #expect(encoder.frame(for: scene, within: 0).count == sizes.last)
  }

  @Test func `a coarse picture is refined piece by piece`() throws {
    let scene = try Picture.church()
    var encoder = Self.encoder()
    var screen = Self.screen(encoder)
    let draft = encoder.frame(for: scene, within: 0)
    try screen.write(draft)
    var pieces: [Int] = []
    while encoder.isCoarse && pieces.count < 30 {
      let piece = encoder.refinement(of: scene, within: 12_000)
      try screen.write(piece)
      pieces.append(piece.count)
    }
    #expect(pieces.count > 2 && !encoder.isCoarse)
    #expect(pieces.allSatisfy { $0 < 20_000 }, "\(pieces)")
    let place = try #require(encoder.place(forWidth: 64, height: 64))
    let fitted = scene.resized(width: place.pixelWidth, height: place.pixelHeight)
    #expect(try #require(screen.picture(at: place)).signalToNoise(to: fitted) >= 33)
    #expect(encoder.frame(for: scene, within: .max).isEmpty)
  }
}
