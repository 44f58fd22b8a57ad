import Foundation
import Pictures
import Testing

extension EndToEndTests {
  /// What `$XDG_CONFIG_HOME/ganbrush/config` changes.
  struct ConfigurationTests {
    private let workspace: Workspace

    init() throws {
      workspace = try Workspace()
      workspace.environment["XDG_CONFIG_HOME"] = workspace.path("settings")
    }

    private func configure(_ text: String, _ folder: String = "settings") throws {
      try FileManager.default.createDirectory(
        atPath: workspace.path("\(folder)/ganbrush"), withIntermediateDirectories: true)
      try workspace.write(text, to: "\(folder)/ganbrush/config")
    }

    @Test func `networks and colours of label maps are those that were chosen`() throws {
      try workspace.write(
        [UInt8](try Data(contentsOf: URL(filePath: Workspace.network("dcgan")))),
        to: "mine.safetensors")
      try configure(
        "model = \(workspace.path("mine.safetensors"))\ncolour.sky = #010203\n")
      let outcome = try workspace.run("render", "--id", "3", "--out", "a.png")
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(try workspace.picture("a.png").width == 32)
      let report = try workspace.run("doctor", "--json").output
      #expect(report.contains("\"settings\" : \"\(workspace.path("settings/ganbrush/config"))\""))
      // Options win.
      #expect(try workspace.run("render", "--model", "church", "--out", "b.png").status == 0)
      #expect(try workspace.picture("b.png").width == 128)
      try #require(try workspace.run("segment", "b.png", "--out", "labels.png").status == 0)
      let labels = try workspace.picture("labels.png")
      #expect(labels.bytes.prefix(3) == [1, 2, 3])
      try #require(
        try workspace.run("scenes", "--count", "1", "--labels", "--sheet", "sheet.png").status == 0)
      let sheet = try workspace.picture("sheet.png").bytes
      #expect(stride(from: 0, to: sheet.count, by: 3).contains { sheet[$0..<$0 + 3] == [1, 2, 3] })
    }

    @Test func `a default of one's own is not taken for an installed model of its name`() throws {
      try FileManager.default.createDirectory(
        atPath: workspace.path("own"), withIntermediateDirectories: false)
      try workspace.write(
        [UInt8](try Data(contentsOf: URL(filePath: Workspace.network("dcgan")))),
        to: "own/church.safetensors")
      try configure("model = \(workspace.path("own/church.safetensors"))\n")
      try #require(try workspace.run("render", "--id", "3", "--out", "a.png").status == 0)
      let again = try workspace.run("render", "--session", "a.png", "--out", "b.png")
      #expect(again.status == 0, "\(again.errors)")
      #expect(try workspace.bytes("b.png") == workspace.bytes("a.png"))
    }

    @Test func `without the variable the file is at home`() throws {
      workspace.environment["XDG_CONFIG_HOME"] = nil
      try configure("model = nowhere", ".config")
      let outcome = try workspace.run("render", "--out", "a.png")
      #expect(outcome.status == 1 && outcome.errors.contains("'nowhere'"), "\(outcome.errors)")
    }

    @Test func `a line that means nothing ends every command with its number`() throws {
      try configure("model = church\n\nmodle = x\n")
      for command in [["models"], ["doctor"], ["render", "--out", "a.png"], []] {
        let outcome = try workspace.run(command)
        #expect(outcome.status == 1 && outcome.output.isEmpty)
        #expect(
          outcome.errors.hasPrefix(
            "ganbrush: \(workspace.path("settings/ganbrush/config")), line 3: 'modle' is not known, "
              + "expected model, "), "\(outcome.errors)")
      }
    }

    @Test func `the painter has the keys that were chosen`() throws {
      try configure("key.quit = F10\nkey.zoom = ^Z\nmouse = no\n")
      try workspace.markWelcome()
      let session = try TmuxSession(in: workspace)
      try session.enter("ganbrush")
      try session.waits(for: "F10 quit")
      try session.press("F10")
      try session.waitsForShell()
    }
  }
}
