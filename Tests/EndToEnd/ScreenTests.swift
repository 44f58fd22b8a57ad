import Cells
import Foundation
import Painting
import Screens
import Testing

extension EndToEndTests {
  /// What the screen shows, at several sizes.
  struct ScreenTests {
    private let workspace: Workspace
    private let session: TmuxSession
    private let painter: Painter

    init() throws {
      workspace = try Workspace()
      session = try TmuxSession(in: workspace)
      painter = try Painter(in: session)
    }

    @Test
    func `the help names every group and every key`() throws {
      try painter.start()
      try session.type("?")
      try session.waits(for: "┌ help ")
      var seen = try session.screen()
      for _ in 0..<80 where !seen.contains("left out") {
        let before = try session.screen()
        try session.press("Down")
        try session.waits(for: "another line") { $0 != before }
        seen += try session.screen()
      }
      for group in CommandTable.Group.allCases { #expect(seen.contains(group.rawValue)) }
      for entry in CommandTable.standard.entries {
        #expect(seen.contains(entry.label) && seen.contains(entry.help), "\(entry.label)")
      }
      try session.press("Escape")
      try session.waits(for: "the features") {
        $0.contains(" activity ─") && !$0.contains("┌ help ")
      }
    }

    /// How a setting shows features and picture.
    private static let settings: [(setting: String, isColoured: Bool)] = [
      ("NO_COLOR=1", false), ("LC_ALL=C", true), ("LC_ALL=C NO_COLOR=1", false),
      ("TERM=vt100", false), ("LC_ALL=xx_YY.UTF-8", true), ("TERM=screen-256color", true),
    ]

    @Test(arguments: settings)
    func `features and picture are coloured both, or shaded both, whatever the letters`(
      setting: String, isColoured: Bool
    ) throws {
      try session.enter("\(setting) ganbrush \(Painter.beginning)")
      try session.waits(for: "the painter with a picture") {
        $0.contains("ganbrush  church") && $0.contains("drawn in")
      }
      try session.type("1\(painter.target.keys) ")
      try painter.waitsForStroke()
      let isASCII = setting.hasPrefix("LC_ALL=C")
      for pane in [painter.view.layout().features, painter.view.layout().picture] {
        let middle = pane.row + pane.height / 2
        let row = try session.command(
          "capture-pane", "-p", "-e", "-S", "\(middle)", "-E", "\(middle)")
        #expect(row.contains(/\u{1B}\[[0-9;]*48[;:]2/) == isColoured, "\(row)")
        let text = try session.rows()[middle].dropFirst(pane.column).prefix(pane.width)
        let shades = isASCII ? ":+xX@" : "░▒▓█"
        #expect(text.contains { shades.contains($0) } != isColoured, "\(text)")
        #expect(!isASCII || row.utf8.allSatisfy { $0 < 0x80 })
      }
      try session.type("?")
      try session.waits(for: " move the brush")
      try session.press("Escape")
      try session.waits(for: "the painter without help") { !$0.contains(" move the brush") }
      try session.type("qy")
      try session.waitsForShell()
    }

    @Test
    func `a terminal that cannot place its cursor is refused in one line`() throws {
      try session.enter("TERM=dumb ganbrush")
      try session.waits(for: "ganbrush: terminal type 'dumb' ")
      try session.waitsForShell()
    }

    @Test
    func `show and doctor work where the cursor is`() throws {
      #expect(try workspace.run("render", "--id", "12", "--out", "a.png").status == 0)
      try session.enter("clear; ganbrush show a.png --columns 20; echo $?")
      try session.waits(for: "a picture of 20×10 and the status") {
        $0.hasPrefix(String(repeating: String(repeating: "▀", count: 20) + "\n", count: 10) + "0\n")
      }
      try session.enter("clear; ganbrush doctor")
      try session.waits(for: "a report") {
        $0.contains("tmux 3") && $0.contains("church: loads in")
      }
      let report = try session.output(of: "ganbrush doctor")
      #expect(report.contains("tmux 3") && report.contains("church: loads in"))
      #expect(report.contains("tmux set -s escape-time 20"))
      #expect(report.utf8.allSatisfy { $0 >= 0x20 || $0 == 0x0A })
    }

    @Test
    func `every size is drawn again, and one too small says so`() throws {
      try painter.start()
      try painter.paint()
      // Where a cell is one row high, the brush would cover the mark.
      try session.type("j")
      try session.waits(for: "cell \(painter.target.row + 1),\(painter.target.column)")
      let whole = try session.screen()
      for (width, height) in [(80, 24), (60, 20)] {
        try session.command("resize-window", "-x", "\(width)", "-y", "\(height)")
        let view = try PaintView(width: width, height: height)
        let (row, column, _) = painter.target
        try session.waits(for: "the painter at \(width)×\(height)") { screen in
          let rows = screen.split(separator: "\n", omittingEmptySubsequences: false)
          return rows.first?.hasPrefix(" ganbrush  church") == true
            && rows.dropFirst(height - 1).first?.contains("help") == true
            && rows.allSatisfy { $0.count <= width } && screen.contains("concepts ─")
            && (view.layout().features.isEmpty
              || view.mark(row: row, column: column, on: screen) == "1+")
        }
      }
      try session.command("resize-window", "-x", "59", "-y", "19")
      try session.waits(for: "this screen has 59×19")
      #expect(try session.screen().contains("needs 60×20 characters"))
      try session.command("resize-window", "-x", "120", "-y", "40")
      try session.waits(for: "the screen as it was\n\(whole)") { screen in
        // The header's time of the last render may differ.
        screen.split(separator: "\n").dropFirst() == whole.split(separator: "\n").dropFirst()
      }
      try painter.waitsForStroke()
    }
  }
}
