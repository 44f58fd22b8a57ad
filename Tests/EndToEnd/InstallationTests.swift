import Foundation
import Testing

extension EndToEndTests {
  /// `make install` and `make uninstall`, with the program that is there already.
  struct InstallationTests {
    private let workspace: Workspace

    init() throws {
      workspace = try Workspace()
      workspace.environment["HOME"] = workspace.path("a home")
      try FileManager.default.createDirectory(
        atPath: workspace.path("a home"), withIntermediateDirectories: true)
      try workspace.write(".TH ganbrush 1\n", to: "ganbrush.1")
    }

    private func make(_ arguments: String...) throws -> Workspace.Outcome { try make(arguments) }

    private func make(_ arguments: [String]) throws -> Workspace.Outcome {
      let checkout = URL(filePath: Workspace.assets).deletingLastPathComponent().path
      return try workspace.run(
        .make,
        [
          "-C", checkout, "-o", "build", "-o", "manual", "PROGRAM=\(Workspace.program)",
          "MANUAL=\(workspace.folder)",
        ] + arguments)
    }

    /// The files below a folder, sorted.
    private func files(_ name: String) -> [String] {
      let paths = FileManager.default.enumerator(atPath: workspace.path(name))
      return (paths?.compactMap { $0 as? String } ?? []).filter { path in
        var isFolder: ObjCBool = false
        _ = unsafe FileManager.default.fileExists(
          atPath: workspace.path("\(name)/\(path)"), isDirectory: &isFolder)
        return !isFolder.boolValue
      }.sorted()
    }

    @Test(arguments: [
      (["PREFIX=~/.local"], "a home/.local"), (["PREFIX=~"], "a home"),
      (["PREFIX=FOLDER/two words"], "two words"), (["PREFIX=FOLDER/it's (a) *"], "it's (a) *"),
      (["PREFIX=/usr", "DESTDIR=FOLDER/a stage"], "a stage/usr"),
      (["PREFIX=/usr", "DESTDIR=~/stage"], "a home/stage/usr"),
    ])
    func `what is installed under a prefix works, and is removed alone`(
      arguments: [String], folder: String
    ) throws {
      let arguments = arguments.map { $0.replacing("FOLDER", with: workspace.folder) }
      let installed = try make(["install"] + arguments)
      try #require(installed.status == 0, "\(installed.errors)")
      let names = files(folder)
      for name in [
        "bin/ganbrush", "share/ganbrush/Models/church/generator.safetensors",
        "share/ganbrush/Recipes/progressive-church.json", "share/man/man1/ganbrush.1",
        "share/bash-completion/completions/ganbrush", "share/zsh/site-functions/_ganbrush",
        "share/fish/vendor_completions.d/ganbrush.fish",
      ] {
        #expect(names.contains(name))
      }
      workspace.environment["GANBRUSH_ASSETS"] = nil
      let rendered = try workspace.run(
        workspace.path("\(folder)/bin/ganbrush"), ["render", "--out", "a.png"])
      #expect(rendered.status == 0, "\(rendered.errors)")

      // Files of other people, one of them between ours.
      let others = ["\(folder)/bin/other", "\(folder)/share/ganbrush/Models/church/own.json"]
      for name in others { try workspace.write("", to: name) }
      try FileManager.default.createDirectory(
        atPath: workspace.path("two"), withIntermediateDirectories: true)
      try workspace.write("", to: "two/file")
      let removed = try make(["uninstall"] + arguments)
      #expect(removed.status == 0, "\(removed.errors)")
      #expect(files(folder) == ["bin/other", "share/ganbrush/Models/church/own.json"])
      #expect(workspace.holds("two/file") && workspace.holds("ganbrush.1"))
    }

    @Test(arguments: ["", "here", "./here", "~nobody/here"])
    func `a prefix that is no place is refused`(prefix: String) throws {
      for target in ["install", "uninstall"] {
        let outcome = try make(target, "PREFIX=\(prefix)", "DESTDIR=")
        #expect(outcome.status == 2)
        #expect(
          outcome.errors.contains("PREFIX is '\(prefix)', expected a path from / or ~/"),
          "\(outcome.errors)")
      }
    }

    @Test(arguments: ["../two/file", "/two/file", "bin/../../two/file", ""])
    func `a list that leads elsewhere removes nothing`(line: String) throws {
      let prefix = "PREFIX=\(workspace.path("one"))"
      try #require(try make("install", prefix).status == 0)
      let names = files("one")
      let list = try workspace.text("one/share/ganbrush/files")
      try workspace.write("\(list)\(line)\n", to: "one/share/ganbrush/files")
      let outcome = try make("uninstall", prefix)
      #expect(outcome.status == 2 && outcome.errors.contains("it names files outside of"))
      #expect(files("one") == names)
    }

    @Test func `where nothing was installed nothing is removed`() throws {
      for name in ["one/share/ganbrush", "one/bin"] {
        try FileManager.default.createDirectory(
          atPath: workspace.path(name), withIntermediateDirectories: true)
        try workspace.write("", to: "\(name)/ganbrush")
      }
      let outcome = try make("uninstall", "PREFIX=\(workspace.path("one"))")
      #expect(outcome.status == 2 && outcome.errors.contains("nothing to remove"))
      #expect(files("one") == ["bin/ganbrush", "share/ganbrush/ganbrush"])
    }
  }
}
