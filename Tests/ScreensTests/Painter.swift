import Cells
import Painting
import Screens
import Units

/// A person at the screen: types and moves the mouse; every picture comes at once.
struct Painter {
  private(set) var state: PaintState
  /// What the keys asked for since it was last looked at, but renderings and folders.
  private(set) var effects: [Effect] = []
  private(set) var renderings = 0
  /// The folders that the open dialogue has looked at.
  private(set) var listings: [String] = []

  /// Sits down before the made-up church, with its first picture there.
  init(
    _ state: PaintState = Church.state(), width: Int = 80, height: Int = 24
  ) {
    self.state = state
    self.state.display.size = (width, height)
    _ = self.state.requestFirstPicture()
    deliver()
  }

  var session: Session { state.session }

  /// The rows of the screen as one text.
  var screen: String { PaintScreen(state).draw().plainText }

  /// The open list of choices.
  var list: ChoiceList? { if case .choosing(let list) = state.mode { list } else { nil } }

  /// The line above the hints.
  var messageLine: String { row(state.display.size.height - 2) }

  /// The concept of the last stroke and its cells, as rows and columns.
  var lastStroke: (concept: String, direction: Stroke.Direction, cells: [[Int]])? {
    session.strokes.last.map { ($0.concept, $0.direction, Self.cells($0)) }
  }

  static func cells(_ stroke: Stroke) -> [[Int]] {
    guard let mask = stroke.mask else { return [] }
    return (0..<mask.grid.count).map { [$0 / mask.grid.width, $0 % mask.grid.width] }
      .filter { mask.contains(row: $0[0], column: $0[1]) }
  }

  func row(_ row: Int) -> String {
    String(screen.split(separator: "\n", omittingEmptySubsequences: false)[row])
  }

  /// The row of the screen that has a text.
  func row(with text: String) -> String? {
    screen.split(separator: "\n").map(String.init).first { $0.contains(text) }
  }

  // MARK: What a person does

  /// Types characters.
  mutating func type(_ text: String) {
    for character in text { press(.character(character)) }
  }

  /// Presses keys.
  mutating func press(_ keys: Key...) {
    for key in keys { carryOut(state.handle(key)) }
  }

  /// Opens a list, types what is wanted of it and chooses the first that is found.
  mutating func choose(_ key: Key, _ wanted: String) {
    press(key)
    type(wanted)
    press(.enter)
  }

  /// Does something with the mouse over a cell of the features.
  mutating func mouse(_ action: MouseEvent.Action, _ row: Int, _ column: Int) {
    let place = place(ofCell: row, column)
    press(.mouse(MouseEvent(action, row: place.row, column: place.column)))
  }

  /// Clicks on a place of the screen.
  mutating func click(_ row: Int, _ column: Int, _ button: MouseEvent.Button = .left) {
    press(.mouse(MouseEvent(.press(button), row: row, column: column)))
    press(.mouse(MouseEvent(.release, row: row, column: column)))
  }

  /// Changes what the program tells the state.
  mutating func program(_ change: (inout PaintState) -> [Effect]) { carryOut(change(&state)) }

  mutating func takeEffects() -> [Effect] {
    defer { effects = [] }
    return effects
  }

  // MARK: Where things are

  /// The screen cell in the middle of a cell of the layer among the features.
  func place(ofCell row: Int, _ column: Int) -> (row: Int, column: Int) {
    let rect = state.featureGeometry.rect(row: row, column: column)
    return (rect.row + rect.height / 2, rect.column + rect.width / 2)
  }

  /// The first row and column inside the concept pane.
  var conceptPlace: (row: Int, column: Int) {
    (state.listGeometry.area.row, state.listGeometry.area.column)
  }

  private mutating func carryOut(_ effects: [Effect]) {
    for effect in effects {
      switch effect {
      case .render: renderings += 1
      case .listFiles(let folder): listings.append(folder)
      // There are no files, so that each name may be a session's.
      case .askToOpen(let path): carryOut(state.askToOpen(path, isModel: false))
      default: self.effects.append(effect)
      }
    }
    if effects.contains(.render) { deliver() }
  }

  private mutating func deliver() { state.feedback.receive(Church.rendered(state.request)) }
}
