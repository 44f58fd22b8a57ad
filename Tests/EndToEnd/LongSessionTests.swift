import Foundation
import Glibc
import Painting
import Testing
import Units

extension EndToEndTests {
  /// Sessions of very many strokes.
  struct LongSessionTests {
    private static let count = 20_000
    /// What a stroke may take with its history: 100,000 of them stay below 200 MB.
    private static let strokeSize = 1400

    /// A journal of strokes that set the same few lists of units, as a painter writes it.
    private func journal(of model: ModelIdentity) throws -> [UInt8] {
      var session = Session(latent: Latent(id: 12), layer: PaintView.layer)
      var text = JournalText(model: model, process: 1)
      text.append(session)
      var bytes = text.takeBytes()
      for number in 0..<Self.count {
        var mask = Mask(grid: Grid(height: 8, width: 8))
        mask.insert(row: number / 8 % 8, column: number % 8, side: 1)
        let edit = Edit.adding(
          Stroke(
            concept: "tree", direction: number % 2 == 0 ? .draw : .remove,
            edits: (0..<15).map {
              UnitEdit(layer: PaintView.layer, unit: $0 + number % 7, value: Float(number % 2))
            }, mask: mask), to: session)
        session.apply(edit)
        text.append(edit)
        bytes += text.takeBytes()
      }
      return bytes
    }

    /// The most memory that a process has held, in bytes.
    private func peak(of program: ChildProcess) throws -> Int {
      let status = try String(contentsOfFile: "/proc/\(program.id)/status", encoding: .utf8)
      let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") })
      return 1024 * (try #require(line.split(separator: " ").compactMap { Int($0) }.first))
    }

    /// Starts a painter without a segmenter, whose memory is no stroke's, has it take some keys, and tells how
    /// much memory it has held.
    private func paint(_ arguments: [String], in workspace: Workspace) throws -> Int {
      let terminal = try PseudoTerminal(.init())
      defer { terminal.stop() }
      let program = try terminal.start(
        ["--probe-timeout", "0", "--graphics", "ascii", "--segmenter", "/none"] + arguments,
        in: workspace)
      try eventually("a painter") { terminal.text(from: 0).contains("concepts") }
      for _ in 0..<50 { terminal.type("lx jxuuUh") }
      terminal.type("g987654")
      try eventually("the keys on the screen") { terminal.text(from: 0).contains("987654") }
      let peak = try peak(of: program)
      kill(program.id, SIGTERM)
      #expect(try program.end() == 143)
      return peak
    }

    @Test func `a stroke takes little memory, with all that undo and the renderer keep`() throws {
      let workspace = try Workspace()
      let model = try Model(path: PaintView.modelPath).identity()
      try workspace.write(try journal(of: model), to: "long.journal")
      let usual = try paint(["--id", "12"], in: workspace)
      let peak = try paint(["--session", "long.journal"], in: workspace)
      #expect(peak - usual <= Self.strokeSize * Self.count, "\(peak) bytes, usually \(usual)")
    }
  }
}
