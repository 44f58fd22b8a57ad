import Foundation
import Painting
import Pictures
import Scenes
import Testing

/// An empty folder in which a person uses the program, gone with its value.
final class Workspace {
  /// The checkout's models.
  static let assets = URL(filePath: #filePath)
    .deletingLastPathComponent().appending(path: "../../Assets").standardizedFileURL.path

  /// The program, which the build puts beside the tests; `make sanitize` names another one.
  static let program =
    ProcessInfo.processInfo.environment["GANBRUSH_PROGRAM"]
    ?? URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appending(path: "ganbrush").path

  /// The file that says that a person has painted before.
  static let welcome = "state/ganbrush/welcomed"

  /// Whether devices can be made: only the superuser makes them, and some machines let nobody.
  static let makesDevices =
    (try? Workspace().shell("mknod null c 1 3").status == 0) ?? false

  let folder: String
  /// What programs find in their environment, and nothing else.
  var environment: [String: String]

  init() throws {
    let url = FileManager.default.temporaryDirectory.appending(
      path: "ganbrush-\(UUID().uuidString.prefix(8))")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    folder = url.resolvingSymlinksInPath().path
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    environment = [
      "PATH": "\(URL(filePath: Self.program).deletingLastPathComponent().path):\(path)",
      "HOME": folder, "XDG_STATE_HOME": "\(folder)/state", "TMPDIR": folder, "LANG": "C.UTF-8",
      "GANBRUSH_ASSETS": Self.assets,
    ]
    // Where sanitizers write what they find.
    for name in ["ASAN_OPTIONS", "TSAN_OPTIONS"] {
      environment[name] = ProcessInfo.processInfo.environment[name]
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// Says that the person has painted before: terminals are for such persons, where nothing else is said.
  func markWelcome() throws {
    try FileManager.default.createDirectory(
      atPath: path("state/ganbrush"), withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700])
    try write("", to: Self.welcome)
  }

  // MARK: Programs

  /// What a program left behind.
  struct Outcome {
    let status: Int32
    let output: String
    let errors: String
  }

  /// Runs ganbrush without a terminal, to its end.
  func run(_ arguments: String...) throws -> Outcome { try run(arguments) }

  func run(_ arguments: [String]) throws -> Outcome { try run(Self.program, arguments) }

  /// Runs a tool to its end.
  func run(_ tool: Tool, _ arguments: String...) throws -> Outcome { try run(tool, arguments) }

  func run(_ tool: Tool, _ arguments: [String]) throws -> Outcome {
    try run(try tool.path(), arguments)
  }

  func run(_ program: String, _ arguments: [String]) throws -> Outcome {
    let name = "run-\(UUID().uuidString)"
    defer { for ending in ["out", "err"] { try? remove("\(name).\(ending)") } }
    let child = try start(
      program, arguments,
      .files(output: path("\(name).out"), errors: path("\(name).err")))
    let status = try child.end()
    return Outcome(
      status: status, output: try text("\(name).out"), errors: try text("\(name).err"))
  }

  /// Runs ganbrush to its end.
  ///
  /// - Returns: What it left behind, and the most memory that it held, in bytes.
  func measure(_ arguments: [String]) throws -> (outcome: Outcome, peak: Int) {
    let outcome = try run(.time, ["--format=%M", Self.program] + arguments)
    let lines = outcome.errors.split(separator: "\n")
    let kibibytes = try #require(lines.last.flatMap { Int($0) }, "\(outcome.errors)")
    return (outcome, kibibytes * 1024)
  }

  /// Runs a line as a shell does.
  func shell(_ line: String) throws -> Outcome { try run("/bin/sh", ["-c", line]) }

  func start(
    _ program: String, _ arguments: [String], _ standards: ChildProcess.Standards
  ) throws -> ChildProcess {
    try ChildProcess(
      program, arguments, environment: environment, folder: folder, standards: standards)
  }

  /// Whether no program has the folder as its own.
  var isIdle: Bool {
    let processes = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return !processes.contains { process in
      Int(process) != nil
        && (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(process)/cwd"))
          == folder
    }
  }

  // MARK: Files

  func path(_ name: String) -> String { "\(folder)/\(name)" }

  func holds(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }

  func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(filePath: path(name))))
  }

  func text(_ name: String) throws -> String { String(decoding: try bytes(name), as: UTF8.self) }

  func picture(_ name: String) throws -> Picture { try PNG.decode(try bytes(name)) }

  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: URL(filePath: path(name)))
  }

  func write(_ bytes: [UInt8], to name: String) throws {
    try Data(bytes).write(to: URL(filePath: path(name)))
  }

  /// All files of a folder and below it, with what is in them.
  func files(in folder: String) -> [String: Data] {
    let root = path(folder)
    let names = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
    var files: [String: Data] = [:]
    for name in names { files[name] = FileManager.default.contents(atPath: "\(root)/\(name)") }
    return files
  }

  func names(in folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path(folder))
  }

  func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: path(name)) }

  /// The journals of painters that were ended, oldest first.
  var recoveries: [String] {
    let names = try? FileManager.default.contentsOfDirectory(atPath: path("state/ganbrush"))
    return (names ?? []).filter { $0.hasSuffix(".journal") }.sorted().map { "state/ganbrush/\($0)" }
  }

  /// A network that NetworksTests have, with what PyTorch made of it.
  static func network(_ name: String) -> String {
    URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../NetworksTests/Fixtures/\(name).safetensors").standardizedFileURL.path
  }

  /// Writes a scene of the world as a PNG file, whatever its proportions.
  func draw(_ name: String, width: Int, height: Int, seed: UInt64 = 5) throws -> Picture {
    let picture = Scene(seed: seed).rendered(size: 96).picture
      .resized(width: width, height: height)
    try write(PNG.encode(picture), to: name)
    return picture
  }

  /// The picture that `render` makes.
  func rendered(_ arguments: String...) throws -> Picture {
    let outcome = try run(["render", "--force", "--out", "rendered.png"] + arguments)
    try #require(outcome.status == 0, "\(outcome.errors)")
    return try picture("rendered.png")
  }
}
