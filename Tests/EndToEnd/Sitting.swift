import Foundation
import Glibc
import Painting
import TestSupport
import Testing
import Units

/// A painter on a terminal of its own, and a person who paints at random and watches the screen.
final class Sitting {
  /// One stroke as a person sees it: where, and whether something was drawn there.
  struct Mark: Equatable {
    let row: Int
    let column: Int
    let isDrawn: Bool
    /// Whether anything was drawn before: then what is removed has the units that were drawn, too.
    var followsDrawing = false

    /// Whether two marks look the same.
    static func == (first: Mark, second: Mark) -> Bool {
      (first.row, first.column, first.isDrawn) == (second.row, second.column, second.isDrawn)
    }
  }

  let workspace: Workspace
  let terminal: PseudoTerminal
  let program: ChildProcess
  private var random: SplitMix64
  private let grid: Grid
  private var brush: (row: Int, column: Int)
  private var marks: [Mark] = []
  private var undone: [Mark] = []
  /// The marks after each key.
  private(set) var states: [[Mark]] = [[]]
  /// A text that comes on the screen when all keys before are handled.
  private var expected: (text: String, state: Int, from: Int)?
  private var isOdd = false
  /// What a person has seen on the screen, and when.
  private var seen: [(state: Int, time: ContinuousClock.Instant)] = []

  init(seed: UInt64, _ view: PaintView) throws {
    random = SplitMix64(seed: seed)
    grid = view.grid
    brush = view.centre
    workspace = try Workspace()
    terminal = try PseudoTerminal(.init())
    program = try terminal.start(
      [
        "--probe-timeout", "0", "--graphics", "ascii", "--id", "12", "--layer",
        PaintView.layer.rawValue,
      ], in: workspace)
  }

  deinit { terminal.stop() }

  /// Types some keys, as a person or a pasted text would.
  func paint() {
    var keys = ""
    for _ in 0..<Int.random(in: 1...12, using: &random) { keys.append(nextKey()) }
    terminal.type(keys)
  }

  private func nextKey() -> Character {
    defer { states.append(marks) }
    switch Int.random(in: 0..<10, using: &random) {
    case 0...2: return paint(isDrawn: true)
    case 3: return paint(isDrawn: false)
    case 4 where !marks.isEmpty:
      undone.append(marks.removeLast())
      return "u"
    case 5 where !undone.isEmpty:
      marks.append(undone.removeLast())
      return "U"
    case 6:
      brush.row = max(0, brush.row - 1)
      return "k"
    case 7:
      brush.row = min(grid.height - 1, brush.row + 1)
      return "j"
    case 8:
      brush.column = max(0, brush.column - 1)
      return "h"
    default:
      brush.column = min(grid.width - 1, brush.column + 1)
      return "l"
    }
  }

  private func paint(isDrawn: Bool) -> Character {
    let mark = Mark(
      row: brush.row, column: brush.column, isDrawn: isDrawn,
      followsDrawing: !isDrawn && marks.contains(where: \.isDrawn))
    let newest = marks.last { ($0.row, $0.column) == (mark.row, mark.column) }
    // What is painted already is not painted again.
    if newest != mark || newest?.followsDrawing != mark.followsDrawing {
      marks.append(mark)
      undone = []
    }
    return isDrawn ? " " : "x"
  }

  /// Looks whether all keys up to some place are on the screen, and asks for the next such place.
  func watch() {
    if let expected {
      guard terminal.text(from: expected.from).contains(expected.text) else { return }
      seen.append((expected.state, .now))
      self.expected = nil
      terminal.type("\u{3}")
    } else {
      // Digits that differ from the last ones in each place, so that all of them are sent.
      isOdd.toggle()
      let digits = (0..<7).map { _ in
        String(Int.random(in: isOdd ? 0...4 : 5...9, using: &random))
      }.joined()
      expected = (digits, states.count - 1, terminal.count)
      terminal.type("g\(digits)")
    }
  }

  /// Whether the keys may go on: a question takes none.
  var isPainting: Bool { expected == nil }

  /// Kills the painter, and tells what is wrong with what it has kept.
  func kill(_ signal: Int32 = SIGKILL) throws -> String? {
    let time = ContinuousClock.now
    Glibc.kill(program.id, signal)
    _ = try program.end()
    let kept = try workspace.recoveries.last.map { path in
      try SessionFile(path: workspace.path(path)).session.strokes.map { stroke in
        Mark(
          row: stroke.mask?.rows.lowerBound ?? -1, column: stroke.mask?.columns.lowerBound ?? -1,
          isDrawn: stroke.direction == .draw)
      }
    }
    let needed = seen.last { time - $0.time >= .seconds(1) }?.state ?? 0
    guard !states[needed...].contains(kept ?? []) else { return nil }
    return "\(kept?.count ?? 0) strokes are kept; \(states[needed].count) were seen for a second"
  }

  /// How often the screen was seen.
  var sightings: Int { seen.count }
}
