import Cells
import Frames
import Painting
import Pictures
import Screens
import Testing
import Units
import Networks

/// Where the painter puts its parts on a screen of some size, for the shipped model.
struct PaintView {
  static let modelPath = "\(Workspace.assets)/Models/church"
  /// A layer whose cells are two rows high on most screens: the brush does not cover marks there.
  static let layer: LayerName = "layer4"

  /// The grid of `layer`.
  let grid: Grid
  let layout: PaintLayout

  init(width: Int, height: Int) throws {
    let layers = try Model(path: Self.modelPath).generator.layers
    grid = try #require(layers.first { $0.name == Self.layer }).grid
    layout = PaintLayout(width: width, height: height, grid: grid)
  }

  /// Where the brush is at the start.
  var centre: (row: Int, column: Int) { (grid.height / 2, grid.width / 2) }

  /// The screen cells of a canvas cell.
  func rect(row: Int, column: Int) -> Rect {
    CanvasGeometry(grid: grid, rect: layout.canvas.inset(by: 1), cursor: centre)
      .rect(row: row, column: column)
  }

  /// The mark that a screen shows in a canvas cell: the letters in the middle.
  func mark(row: Int, column: Int, on screen: String) -> String {
    let rect = rect(row: row, column: column)
    let rows = screen.split(separator: "\n", omittingEmptySubsequences: false)
    guard rows.indices.contains(rect.row + rect.height / 2) else { return "" }
    let first = rect.column + (rect.width - 2) / 2
    return String(rows[rect.row + rect.height / 2].dropFirst(first).prefix(2))
  }

  /// The pixels of a canvas cell in a picture.
  func pixels(row: Int, column: Int, in picture: Picture) -> PixelArea {
    let (width, height) = (picture.width / grid.width, picture.height / grid.height)
    return PixelArea(x: column * width, y: row * height, width: width, height: height)
  }

  /// Where the painter puts a picture.
  func place(of picture: Picture, _ backend: any FrameBackend) -> PictureFit? {
    FrameEncoder(backend, area: layout.picture.inset(by: 1))
      .place(forWidth: picture.width, height: picture.height)
  }
}
