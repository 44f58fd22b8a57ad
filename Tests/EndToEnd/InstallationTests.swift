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
    }

    private func make(_ arguments: String...) throws -> Workspace.Outcome { try make(arguments) }

    private func make(_ arguments: [String]) throws -> Workspace.Outcome {
      let checkout = URL(filePath: Workspace.assets).deletingLastPathComponent().path
      return try workspace.run(
        .make,
        ["-C", checkout, "PROGRAM=\(Workspace.program)"] + arguments)
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
      #expect(workspace.holds("two/file"))
    }

    @Test func `as sudo runs it, it builds nothing, asks no network, and all may use what it puts`()
      throws
    {
      try FileManager.default.createDirectory(
        atPath: workspace.path("trap"), withIntermediateDirectories: true)
      for name in ["swift", "git", "apt-get", "sudo", "curl", "cc"] {
        try workspace.write(
          "#!/bin/sh\necho $0 >>'\(workspace.folder)/calls'\n", to: "trap/\(name)")
        #expect(unsafe chmod(workspace.path("trap/\(name)"), 0o755) == 0)
      }
      workspace.environment["PATH"] =
        "\(workspace.path("trap")):/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
      let checkout = URL(filePath: Workspace.assets).deletingLastPathComponent().path
      let outcome = try workspace.shell(
        """
        umask 077
        make -C '\(checkout)' install PROGRAM='\(Workspace.program)' PREFIX="$PWD/one"
        """)
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(!workspace.holds("calls"))
      let closed = try workspace.shell("find one ! -perm -005 -type d; find one ! -perm -004")
      #expect(closed.output.isEmpty)
      #expect(try workspace.text("one/share/man/man1/ganbrush.1").hasPrefix(".TH"))
    }

    @Test func `before there is anything to install it says what to run`() throws {
      let outcome = try make("install", "PROGRAM=not/built", "PREFIX=\(workspace.path("one"))")
      #expect(outcome.status == 2)
      #expect(
        outcome.errors.hasPrefix("nothing is built at 'not/built'; run make build first\n"),
        "\(outcome.errors)")
      #expect(!workspace.holds("one"))
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
