import Foundation
import Glibc
import Painting
import TestSupport
import Testing
import Units

extension EndToEndTests {
  /// Painters that end in the midst of painting.
  struct KillTests {
    /// `make kills` takes more.
    private static let count =
      ProcessInfo.processInfo.environment["GANBRUSH_KILLS"].flatMap { Int($0) } ?? 48
    private static let atOnce = 12

    @Test func `a kill at any moment loses no stroke that was seen for a second`() throws {
      let view = try PaintView(width: PseudoTerminal.columns, height: PseudoTerminal.rows)
      var random = SplitMix64(seed: UInt64(Self.count))
      var sightings = 0
      for first in stride(from: 0, to: Self.count, by: Self.atOnce) {
        var sittings = try (first..<min(first + Self.atOnce, Self.count)).map {
          try Sitting(seed: UInt64($0), view)
        }
        for sitting in sittings {
          try eventually("a painter") { sitting.terminal.text(from: 0).contains("concepts") }
        }
        let start = ContinuousClock.now
        var ends = sittings.map { _ in
          start + .milliseconds(Int.random(in: 500...4000, using: &random))
        }
        while !sittings.isEmpty {
          for (index, sitting) in sittings.enumerated().reversed() {
            sitting.watch()
            if sitting.isPainting { sitting.paint() }
            guard ends[index] <= .now else { continue }
            let loss = try sitting.kill()
            #expect(loss == nil)
            sightings += sitting.sightings
            sittings.remove(at: index)
            ends.remove(at: index)
          }
          usleep(UInt32.random(in: 1000...20_000, using: &random))
        }
      }
      // Else nothing would have been looked for.
      #expect(sightings > Self.count)
    }

    @Test func `a kill after strokes on three pictures loses none, and the next painter has all`()
      throws
    {
      let workspace = try Workspace()
      let terminal = try PseudoTerminal(.init())
      defer { terminal.stop() }
      let program = try terminal.start(
        ["--probe-timeout", "0", "--graphics", "ascii", "--id", "12"], in: workspace)
      terminal.type("x.xlx.x")
      let journal = try eventually("a journal") { workspace.recoveries.first }
      func counts() -> [Int: Int] {
        guard let file = try? SessionFile(path: workspace.path(journal)) else { return [:] }
        return Dictionary(
          uniqueKeysWithValues: ([file.session] + file.others).map {
            ($0.latent.id, $0.strokes.count)
          })
      }
      try eventually("the strokes of each picture") { counts() == [12: 1, 13: 2, 14: 1] }
      kill(program.id, SIGKILL)
      _ = try program.end()
      #expect(counts() == [12: 1, 13: 2, 14: 1])

      let session = try TmuxSession(in: workspace)
      let painter = try Painter(in: session)
      try painter.start("--id 99")
      try session.waits(for: "an interrupted session is kept")
      try session.type("o")
      try session.press("Enter")
      try session.waits(for: "3 pictures not saved")
      try session.type("q")
      try session.waits(for: "strokes on ids 14, 13 and 12 are not saved. quit?")
      try session.type("s")
      try session.waitsForShell()
      for (id, count) in [12: 1, 13: 2, 14: 1] {
        let saved = try SessionFile(path: workspace.path("church-id\(id).png"))
        #expect(saved.session.strokes.count == count)
      }
      #expect(workspace.recoveries.isEmpty)
    }

    @Test(arguments: [SIGTERM, SIGHUP])
    func `told to end, a painter loses nothing at all`(signal: Int32) throws {
      let view = try PaintView(width: PseudoTerminal.columns, height: PseudoTerminal.rows)
      let sitting = try Sitting(seed: 5, view)
      try eventually("a painter") { sitting.terminal.text(from: 0).contains("concepts") }
      for _ in 0..<20 { sitting.paint() }
      sitting.watch()
      try eventually("all keys on the screen") {
        sitting.watch()
        return sitting.isPainting
      }
      kill(sitting.program.id, signal)
      #expect(try sitting.program.end() == 128 + signal)
      let kept = try #require(sitting.workspace.recoveries.first)
      let strokes = try SessionFile(path: sitting.workspace.path(kept)).session.strokes
      #expect(strokes.count == sitting.states.last?.count)
    }

    @Test func `a painter behind a dead link is offered at once, and can be taken over`() throws {
      let workspace = try Workspace()
      let link = try PseudoTerminal(.init())
      let hanging = try link.start(
        ["--probe-timeout", "0", "--graphics", "ascii", "--id", "12"], in: workspace)
      try eventually("a painter") { link.text(from: 0).contains("concepts") }
      link.type("x")
      // Nobody takes in what it draws from now on.
      link.stop()
      for _ in 0..<100 { link.type(" x") }
      let journal = try eventually("a journal") { workspace.recoveries.first }
      try eventually("all strokes in the journal") {
        (try? SessionFile(path: workspace.path(journal)))?.session.strokes.count == 201
      }

      let session = try TmuxSession(in: workspace)
      let painter = try Painter(in: session)
      try painter.start("--id 12")
      try session.waits(for: "another painter (process \(hanging.id)) still has unsaved strokes")
      try session.type("o")
      try session.press("Enter")
      try session.waits(for: "opened ")
      // Its own journal has the strokes, too.
      try eventually("two journals with all strokes") {
        let sessions = workspace.recoveries.compactMap {
          try? SessionFile(path: workspace.path($0)).session
        }
        return sessions.count == 2 && sessions.allSatisfy { $0.strokes.count == 201 }
      }
      // The old painter goes on by itself, and does not touch them.
      link.type(" ")
      try eventually("a journal of its own") {
        workspace.recoveries.count == 3
      }
      kill(hanging.id, SIGKILL)
      _ = try hanging.end()
      try session.type("wmine.json")
      try session.press("Enter")
      try session.waits(for: "saved mine.json")
      #expect(try SessionFile(path: workspace.path("mine.json")).session.strokes.count == 201)
    }

    /// Whether this user may mount a small disk.
    private static let canMount: Bool = {
      guard let workspace = try? Workspace() else { return false }
      let outcome = try? workspace.shell(
        "mkdir disk && mount -t tmpfs -o size=64k tmpfs disk && umount disk")
      return outcome?.status == 0
    }()

    /// A painter with a stroke, whose state folder is a small disk.
    private final class SmallDisk {
      let workspace: Workspace
      let session: TmuxSession
      private let disk: String

      init(_ preparation: String = "true") throws {
        workspace = try Workspace()
        disk = workspace.path("state/ganbrush")
        _ = try workspace.shell("\(preparation); mkdir -p '\(disk)'")
        _ = try workspace.shell("mount -t tmpfs -o size=64k tmpfs '\(disk)'")
        session = try TmuxSession(in: workspace)
        let painter = try Painter(in: session)
        try painter.start()
        try painter.paint()
      }

      deinit { _ = try? workspace.shell("umount -l '\(disk)'") }

      /// Fills the disk, and paints 60 strokes.
      func fill() throws {
        _ = try workspace.shell("head -c 1000000 /dev/zero >'\(disk)/filling'")
        try session.type(String(repeating: "x ", count: 30))
      }
    }

    @Test(.enabled(if: canMount, "no file system may be mounted here"))
    func `a full disk is said, painting goes on, and all is kept when there is room`() throws {
      // Nothing can be kept in the next place, either.
      let disk = try SmallDisk("touch ganbrush-$(id -u)")
      let (workspace, session) = (disk.workspace, disk.session)
      try disk.fill()
      try session.waits(for: "! strokes are not kept: cannot write")
      try session.type("x")
      try session.waits(for: "STROKES ARE NOT KEPT")
      try workspace.remove("state/ganbrush/filling")
      try session.waits(for: "strokes are kept again")
      let journal = try #require(workspace.recoveries.first)
      #expect(try SessionFile(path: workspace.path(journal)).session.strokes.count == 62)
    }

    @Test(.enabled(if: canMount, "no file system may be mounted here"))
    func `from a full disk, strokes go to the next place`() throws {
      let disk = try SmallDisk()
      try disk.fill()
      let journal = disk.workspace.path("ganbrush-\(geteuid())/00000001.journal")
      try eventually("all strokes in the next place") {
        (try? SessionFile(path: journal))?.session.strokes.count == 61
      }
      try eventually("no journal on the full disk") { disk.workspace.recoveries.isEmpty }
    }

    @Test func `a limit on files is a full disk`() throws {
      let workspace = try Workspace()
      let terminal = try PseudoTerminal(.init())
      let program = try terminal.start(
        ["--probe-timeout", "0", "--graphics", "ascii"], in: workspace)
      try eventually("a painter") { terminal.text.contains("concepts") }
      // Room for the screen, and for some strokes.
      _ = try workspace.shell("prlimit --pid \(program.id) --fsize=40000")
      for _ in 0..<500 { terminal.type("x ") }
      try eventually("a word that stays") { terminal.text.contains("STROKES ARE NOT KEPT") }
      terminal.type("q")
      try eventually("a question") {
        terminal.text.contains("strokes are neither saved nor kept. quit?")
      }
      terminal.type("y")
      #expect(try program.end() == 0)
    }
  }
}
