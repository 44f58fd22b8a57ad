import Cells
import Screens
import Testing

/// The three lines that tell how to begin.
@Suite struct WelcomeStories {
  private static func painter(width: Int = 80, height: Int = 24) -> Painter {
    var painter = Painter(width: width, height: height)
    painter.program {
      $0.isWelcoming = true
      return []
    }
    return painter
  }

  private static let lines = [
    "arrows move the brush, space paints", "1 2 3 choose what to paint", ": finds any command",
  ]

  @Test(arguments: [(60, 20), (80, 24), (120, 40)])
  func `they stand above the message, beside the picture, and are whole`(width: Int, height: Int) {
    let painter = Self.painter(width: width, height: height)
    for (row, line) in zip(height - 5..<height - 2, Self.lines) {
      #expect(painter.row(row).hasPrefix(" \(line)"))
      #expect(painter.row(row).hasSuffix(" "))
    }
    let room = PaintScreen(painter.state).pictureRoom
    #expect(room.map { $0.rows.upperBound <= height - 5 && $0.height >= 8 } == true)
    // Nothing lies behind them: each row of features is in sight.
    let layout = painter.state.layout
    for pane in [layout.concepts, layout.features] where !pane.isEmpty {
      #expect(pane.rows.upperBound <= height - 5, "\(pane)")
    }
  }

  @Test func `what lies over the panes lies over them alone`() {
    var painter = Self.painter()
    painter.type("?")
    #expect(Self.lines.allSatisfy { painter.row(with: $0) == nil })
    painter.press(.escape)
    #expect(painter.row(with: Self.lines[0]) != nil)
    painter.type("z")
    #expect(painter.row(with: Self.lines[0]) == nil)
  }

  @Test func `where space does something else, they are not told`() {
    var painter = Self.painter()
    painter.press(.enter)
    #expect(painter.state.mode.unitList != nil && painter.row(with: Self.lines[0]) == nil)
    painter.press(.enter)
    #expect(painter.row(with: Self.lines[0]) != nil)
  }

  @Test func `the second stroke takes them away for ever`() {
    var painter = Self.painter()
    painter.type(" ")
    #expect(painter.row(with: Self.lines[0]) != nil)
    #expect(painter.takeEffects().isEmpty)
    painter.type("j ")
    #expect(painter.row(with: Self.lines[0]) == nil)
    #expect(painter.takeEffects() == [.rememberWelcome])
    painter.type("uu  ")
    #expect(painter.takeEffects().isEmpty)
  }

  @Test func `escape takes them away, too`() {
    var painter = Self.painter()
    painter.press(.escape)
    #expect(painter.row(with: Self.lines[0]) == nil)
    #expect(painter.takeEffects() == [.rememberWelcome])
  }
}
