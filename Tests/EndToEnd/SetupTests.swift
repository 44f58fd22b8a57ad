import Foundation
import Testing

extension EndToEndTests {
  /// What `make setup` finds missing, on machines that have little.
  struct SetupTests {
    private let workspace: Workspace
    private static let checkout = URL(filePath: Workspace.assets).deletingLastPathComponent().path

    /// A machine that has nothing but the named programs of this one.
    init() throws {
      workspace = try Workspace()
      try FileManager.default.createDirectory(
        atPath: workspace.path("bin"), withIntermediateDirectories: true)
      for name in ["sh", "make", "sed", "sort", "grep", "dirname", "id", "ls"] {
        let found = try workspace.shell("command -v \(name)").output.dropLast()
        try FileManager.default.createSymbolicLink(
          atPath: workspace.path("bin/\(name)"), withDestinationPath: String(found))
      }
    }

    /// Adds a program, as lines of a shell.
    private func add(_ name: String, _ lines: String) throws {
      try workspace.write("#!/bin/sh\n\(lines)\n", to: "bin/\(name)")
      #expect(unsafe chmod(workspace.path("bin/\(name)"), 0o755) == 0)
    }

    private func addSwift(_ version: String) throws {
      try add("swift", "echo 'Swift version \(version) (swift-\(version)-RELEASE)'")
    }

    private func setup() throws -> Workspace.Outcome {
      workspace.environment["PATH"] = workspace.path("bin")
      return try workspace.run(workspace.path("bin/make"), ["-C", Self.checkout, "setup"])
    }

    @Test(
      arguments: [
        (nil, "swift is not in PATH"), ("5.10.1", "swift is version 5.10.1"),
        ("6.1", "swift is version 6.1"),
      ] as [(String?, String)])
    func `without a Swift that is new enough nothing is installed`(
      version: String?, reason: String
    ) throws {
      if let version { try addSwift(version) }
      try add("apt-get", "echo \"$@\" >>'\(workspace.folder)/calls'")
      let outcome = try setup()
      #expect(outcome.status == 2)
      #expect(
        outcome.errors.hasPrefix(
          "\(reason); Swift 6.2 or later is needed: https://swift.org/install\n"),
        "\(outcome.errors)")
      #expect(!workspace.holds("calls"))
    }

    @Test(arguments: ["6.2", "6.10.1", "7.0"])
    func `without apt the libraries themselves are looked for`(version: String) throws {
      try addSwift(version)
      for name in ["git", "gcc", "ld", "cc"] { try add(name, "exit 0") }
      try add(
        "ldconfig",
        """
        for name in libopenblas.so.0 libcurl.so.4 libsqlite3.so.0 libxml2.so.2; do
          echo "	$name (libc6,x86-64) => /lib/$name"
        done
        """)
      try add("pkg-config", "exit 0")
      let complete = try setup()
      #expect(complete.status == 0, "\(complete.errors)")
      try add("pkg-config", "case $2 in libpng | libwebp) exit 1 ;; esac")
      let outcome = try setup()
      #expect(outcome.status == 2)
      #expect(
        outcome.errors.hasPrefix(
          "what these Debian packages bring is missing, and there is no apt-get to install it: "
            + "libpng-dev libwebp-dev\n"),
        "\(outcome.errors)")
    }

    @Test func `what a bare Debian lacks is installed before Swift is run again`() throws {
      // A Swift whose libraries are missing tells no version.
      try add(
        "swift",
        "[ -e '\(workspace.folder)/calls' ] || exit 127; echo 'Swift version 6.3.1'")
      try add("dpkg-query", "exit 1")
      try add("pkg-config", "exit 1")
      for name in ["ldconfig", "cc"] { try add(name, "exit 1") }
      try add("sudo", "exec \"$@\"")
      try add("apt-get", "echo \"$@\" >>'\(workspace.folder)/calls'")
      let outcome = try setup()
      #expect(outcome.status == 0, "\(outcome.errors)")
      let calls = try workspace.text("calls")
      for name in [
        "git", "gcc", "libc6-dev", "binutils", "libcurl4", "libsqlite3-0", "libxml2", "libpng-dev",
      ] {
        #expect(calls.split(whereSeparator: \.isWhitespace).contains { $0 == name }, "\(name)")
      }
    }
  }
}
