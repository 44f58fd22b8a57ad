/// The painter in a shell's window of 120×40.
struct Painter {
  let session: TmuxSession
  let view: PaintView

  init(in session: TmuxSession) throws {
    self.session = session
    view = try PaintView(width: 120, height: 40)
  }

  /// A cell away from the brush, whose brackets would cover a mark, and the keys that lead there.
  var target: (row: Int, column: Int, keys: String) {
    (view.centre.row - 2, view.centre.column + 1, "kkl")
  }

  /// What the painter begins with, where no session says so.
  static let beginning = "--id 12 --layer \(PaintView.layer)"

  /// Types the command and waits for the first picture.
  func start(_ arguments: String = beginning) throws {
    try session.enter("ganbrush \(arguments)")
    try session.waits(for: "the header with the model and the time of a render") {
      $0.contains("ganbrush  church · ") && $0.contains(/\d+ ms/)
    }
  }

  /// Saves the first picture, under the suggested name.
  func savePicture() throws {
    try session.type("s")
    try session.waits(for: "save picture as: ")
    try session.press("Enter")
    try session.waits(for: "how many times larger")
    try session.press("Enter")
  }

  /// Paints concept 1 into the target and waits for the mark.
  func paint() throws {
    try session.type("1\(target.keys) ")
    try waitsForStroke()
  }

  /// Waits for the mark that `paint` leaves.
  func waitsForStroke() throws {
    try waits(forMark: "1+", row: target.row, column: target.column)
  }

  /// Waits until a canvas cell shows a mark.
  func waits(forMark mark: String, row: Int, column: Int) throws {
    try session.waits(for: "the mark '\(mark)' in cell \(row),\(column)") {
      view.mark(row: row, column: column, on: $0) == mark
    }
  }
}
