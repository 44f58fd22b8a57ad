import Cells
import Frames
import Pictures
import TestSupport
import Testing

/// What a person paints with, drawn over the picture.
@Suite struct OverlayTests {
  /// The place of a picture on a window of 80×24: 42 by 21 cells.
  private static let area = Rect(row: 1, column: 0, height: 21, width: 42)

  private static let backends: [any FrameBackend] = [
    FrameTests.kitty, FrameTests.wholeKitty, FrameTests.iterm, FrameTests.sixels,
    FrameTests.blocks, FrameTests.shades, KittyTmuxEncoder(id: 9),
  ]

  /// A square brush on a grid.
  private static func brush(
    row: Int, column: Int, side: Int = 1, of grid: Int, isTinted: Bool = false
  ) -> PictureOverlay {
    var overlay = PictureOverlay()
    overlay.regions = [
      PictureOverlay.Region(
        rows: grid, columns: grid,
        isMarked: (0..<grid * grid).map {
          (row..<row + side).contains($0 / grid) && (column..<column + side).contains($0 % grid)
        }, isTinted: isTinted)
    ]
    return overlay
  }

  private static func encoder(_ backend: any FrameBackend) -> FrameEncoder {
    FrameEncoder(backend, area: area)
  }

  /// The most bytes that a move of the brush by one cell takes.
  private static func costliestMove(
    _ backend: any FrameBackend, side: Int, of grid: Int, _ quality: FrameQuality
  ) throws -> Int {
    let scene = try Picture.church()
    let middle = (grid - side) / 2
    let moves = [
      (from: (middle, middle), to: (middle, middle + 1)),
      (from: (middle, middle), to: (middle + 1, middle)), (from: (0, 1), to: (0, 2)),
      (from: (grid - side - 1, 0), to: (grid - side, 0)),
    ]
    return try moves.map { from, to in
      var encoder = encoder(backend)
      encoder.overlay = brush(row: from.0, column: from.1, side: side, of: grid)
      _ = encoder.frame(for: scene)
      encoder.overlay = brush(row: to.0, column: to.1, side: side, of: grid)
      let bytes = encoder.frame(for: scene, quality)
      try #require(!bytes.isEmpty)
      return bytes.count
    }.max() ?? 0
  }

  @Test(arguments: [
    (FrameTests.kitty, FrameQuality.fine, 8, 1, 600), (FrameTests.kitty, .fine, 16, 3, 600),
    (FrameTests.sixels, .fine, 8, 1, 11_000), (FrameTests.sixels, .fast, 8, 1, 5_200),
    (FrameTests.sixels, .fast, 16, 1, 2_500), (FrameTests.sixels, .fast, 16, 3, 7_000),
    (FrameTests.sixels, .draft, 8, 1, 2_000), (FrameTests.sixels, .draft, 16, 1, 1_200),
    (FrameTests.blocks, .fine, 8, 1, 1_500), (FrameTests.blocks, .fine, 16, 1, 1_000),
    (FrameTests.shades, .fine, 16, 1, 300), (FrameTests.iterm, .fast, 8, 1, 3_500),
  ])
  func `a move of the brush costs few bytes`(
    backend: any FrameBackend, quality: FrameQuality, grid: Int, side: Int, limit: Int
  ) throws {
    let cost = try Self.costliestMove(backend, side: side, of: grid, quality)
    #expect(1...limit ~= cost, "\(backend.title), \(quality), \(side) of \(grid)")
  }

  @Test(arguments: backends)
  func `an overlay that has gone leaves the picture as it was`(backend: any FrameBackend) throws {
    let scene = try Picture.church()
    var encoder = Self.encoder(backend)
    let plain = encoder.frame(for: scene)
    encoder.overlay = Self.brush(row: 3, column: 4, of: 8)
    let drawn = encoder.frame(for: scene)
    #expect(!drawn.isEmpty)
    #expect(encoder.frame(for: scene).isEmpty)
    encoder.overlay = PictureOverlay()
    #expect(!encoder.frame(for: scene).isEmpty)
    #expect(encoder.frame(for: scene).isEmpty)
    encoder.forget()
    #expect(encoder.frame(for: scene) == plain)
  }

  @Test func `sixels and blocks have the outline in the terminal's own pixels`() throws {
    let scene = try Picture.church()
    for backend in [FrameTests.sixels, FrameTests.blocks] {
      var encoder = Self.encoder(backend)
      let raster = backend.raster
      var screen = PictureScreen(
        columns: 80, rows: 24, cellWidth: raster.cellWidth, cellHeight: raster.cellHeight)
      try screen.write(encoder.frame(for: scene))
      encoder.overlay = Self.brush(row: 3, column: 4, of: 8)
      try screen.write(encoder.frame(for: scene))
      let place = try #require(encoder.place(forWidth: 64, height: 64))
      let shown = try #require(screen.picture(at: place))
      let plain = scene.resized(width: place.pixelWidth, height: place.pixelHeight)
      let expected = encoder.overlay.drawn(on: plain)
      #expect(shown.signalToNoise(to: expected) >= 30)
      // No more of the picture is hidden than a line of one pixel, or one of each colour.
      let changed = (0..<expected.width * expected.height).count {
        expected.bytes[3 * $0..<3 * $0 + 3] != plain.bytes[3 * $0..<3 * $0 + 3]
      }
      let side = place.pixelWidth / 8
      let thickness = backend.drawsPixels ? 2 : 1
      #expect(changed <= 4 * thickness * (side + 2 + thickness))
    }
  }

  @Test func `a kitty gets the outline as a picture of its own over the other one`() throws {
    let scene = try Picture.church()
    var encoder = Self.encoder(FrameTests.kitty)
    var screen = PictureScreen(columns: 80, rows: 24)
    encoder.overlay = Self.brush(row: 3, column: 4, of: 8)
    try screen.write(encoder.frame(for: scene))
    let place = try #require(encoder.place(forWidth: 64, height: 64))
    #expect(screen.fileCount == 2)
    #expect(screen.file(at: place) == scene)
    let over = try #require(screen.overlay(at: place))
    #expect((over.width, over.height) == (336, 336))
    // A stroke edits the picture alone.
    let edit = encoder.frame(for: FrameTests.edited(scene))
    #expect(!edit.isEmpty)
    try screen.write(edit)
    #expect(screen.file(at: place) == FrameTests.edited(scene))
    #expect(screen.overlay(at: place) == over)
    try screen.erase(encoder.backend.erasure)
    #expect(screen.fileCount == 0)
  }

  @Test(arguments: [42, 64, 336, 800])
  func `an outline is light and dark, whole at the edges, and hides no cell`(side: Int) {
    let grey = Picture(
      width: side, height: side, bytes: [UInt8](repeating: 128, count: side * side * 3))
    for (row, column) in [(0, 0), (7, 7), (3, 0), (4, 5)] {
      let drawn = Self.brush(row: row, column: column, of: 8).drawn(on: grey)
      var colours: Set<Pixel> = []
      let middle = (2 * row + 1) * side / 16
      let across = (0..<side).filter { drawn[$0, middle] != grey[0, 0] }
      for y in 0..<side {
        for x in 0..<side { colours.insert(drawn[x, y]) }
      }
      #expect(colours.count == 3)
      // The line is met on both sides of the cell, whose middle is free.
      let centre = (2 * column + 1) * side / 16
      #expect(across.contains { $0 < centre } && across.contains { $0 > centre })
      #expect(drawn[centre, middle] == grey[0, 0])
    }
  }

  @Test func `a cell smaller than a pixel has an outline, and a tint lets the picture through`() {
    let grey = Picture(width: 42, height: 42, bytes: [UInt8](repeating: 128, count: 42 * 42 * 3))
    for place in 0..<64 {
      let drawn = Self.brush(row: place, column: 63 - place, of: 64).drawn(on: grey)
      #expect(drawn.bytes.count { $0 != 128 } >= 3 * 8, "cell \(place)")
    }
    let tinted = Self.brush(row: 2, column: 2, side: 3, of: 8, isTinted: true).drawn(on: grey)
    let inside = tinted[18, 18]
    #expect(inside != grey[0, 0] && abs(Int(inside.green) - 128) < 60)
    #expect(tinted[2, 2] == grey[0, 0])
  }
}
