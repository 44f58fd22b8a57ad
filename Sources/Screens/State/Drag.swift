/// What the mouse draws while a button is held: it stays in the pane where it began.
struct Drag: Sendable {
  /// Where cells of the layer are under the mouse.
  enum Pane: Sendable {
    /// One of the parts that show the picture, of which a comparison has two.
    case picture(part: Int)
    case features
  }

  let pane: Pane
  /// The cell of the last report; nil where the edge of a wipe is moved.
  var cell: (row: Int, column: Int)?
}
