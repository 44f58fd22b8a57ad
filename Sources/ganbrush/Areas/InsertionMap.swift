import Causes
import Experiments
import Files
import Reports
import Units

/// How well a concept takes at each cell of one picture.
struct InsertionMap: Encodable {
  private let note: ExperimentNote
  /// The concept's pixels in the picture as it is.
  private let before: Int
  private let height: Int
  private let width: Int
  /// The pixels that an insertion adds, by cell, row by row.
  let gains: [Int]
  /// What stood in the middle of each cell.
  private let contexts: [String]

  init(
    _ note: ExperimentNote, _ picture: InsertionExperiment.Picture, on grid: Grid,
    _ concepts: [String]
  ) {
    self.note = note
    before = picture.before
    (height, width) = (grid.height, grid.width)
    gains = picture.insertions.map(\.gain)
    contexts = picture.insertions.map { concepts[$0.context] }
  }

  /// The numbers by cell where they have room, else a sign and a digit of their size.
  func lines(columns: Int) -> [String] {
    let words = gains.map { $0 > 0 ? "+\($0)" : "\($0)" }
    let size = (words.map(\.count).max() ?? 0) + 1
    let isRoomy = size * width + 2 <= columns
    let most = gains.map { abs($0) }.max() ?? 0
    let rows = (0..<height).map { row in
      "  "
        + (0..<width).map { column in
          let cell = row * width + column
          return isRoomy ? words[cell].aligned(to: size) : mark(gains[cell], of: most)
        }.joined()
    }
    let best = gains.indices.max { (gains[$0], $1) < (gains[$1], $0) } ?? 0
    return note.title.wrapped(to: columns)
      + ("\(shown: note.concept) has \(before) of \(note.pixels) pixels; an insertion at a cell adds"
      + (isRoomy ? ":" : ", in tenths of \(most):")).wrapped(to: columns)
      + [""] + rows + [""]
      + ("most at row \(best / width), column \(best % width), where \(shown: contexts[best]) was: "
      + words[best]).wrapped(to: columns)
  }

  /// Two characters a cell: a dot for nothing, a minus before what is lost.
  private func mark(_ gain: Int, of most: Int) -> String {
    guard gain != 0, most > 0 else { return " ." }
    return "\(gain < 0 ? "-" : " ")\(min(9, 10 * abs(gain) / most))"
  }

  private enum CodingKeys: String, CodingKey {
    case note = "experiment"
    case before = "before"
    case height = "height"
    case width = "width"
    case gains = "gains"
    case contexts = "contexts"
  }
}
