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
  private let width: Int
  private let height: Int

  init(width: Int, height: Int) throws {
    let layers = try Model(path: Self.modelPath).generator.layers
    grid = try #require(layers.first { $0.name == Self.layer }).grid
    (self.width, self.height) = (width, height)
  }

  /// Where the brush is at the start.
  var centre: (row: Int, column: Int) { (grid.height / 2, grid.width / 2) }

  /// Where the painter puts its panes, on a terminal with cells of some size.
  func layout(_ raster: FrameRaster = .characters) -> PaintLayout {
    PaintLayout(
      width: width, height: height,
      cellShape: CellShape(width: raster.cellWidth, height: raster.cellHeight))
  }

  /// The screen cells of a cell among the features, on a terminal with cells of some size.
  func rect(row: Int, column: Int, _ raster: FrameRaster = .characters) -> Rect {
    let features = layout(raster).features
    let below = Rect(
      row: features.row + 1, column: features.column, height: features.height - 1,
      width: features.width)
    return FeatureGeometry(grid: grid, rect: below).rect(row: row, column: column)
  }

  /// The mark that a screen shows in a cell of the features: the letters in the middle.
  func mark(row: Int, column: Int, on screen: String) -> String {
    let rect = rect(row: row, column: column)
    let rows = screen.split(separator: "\n", omittingEmptySubsequences: false)
    guard rows.indices.contains(rect.row + rect.height / 2) else { return "" }
    let first = rect.column + (rect.width - 2) / 2
    // tmux leaves out the spaces at the end of a row.
    let row = rows[rect.row + rect.height / 2] + String(repeating: " ", count: width)
    return String(row.dropFirst(first).prefix(2))
  }

  /// The pixels of a cell of the layer in a picture.
  func pixels(row: Int, column: Int, in picture: Picture) -> PixelArea {
    let (width, height) = (picture.width / grid.width, picture.height / grid.height)
    return PixelArea(x: column * width, y: row * height, width: width, height: height)
  }

  /// Where the painter puts a picture.
  func place(of picture: Picture, _ backend: any FrameBackend) -> PictureFit? {
    FrameEncoder(backend, area: layout(backend.raster).picture)
      .place(forWidth: picture.width, height: picture.height)
  }
}
