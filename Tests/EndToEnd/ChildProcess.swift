import Glibc

/// A program that was started for a test and is ended with it.
///
/// It leads a session of its own, so that it has no terminal but the one that it is given.
final class ChildProcess {
  /// What the program reads and writes.
  enum Standards {
    /// A terminal, which becomes the one that controls the session.
    case terminal(String)
    /// Nothing to read, and two files to write.
    case files(output: String, errors: String)
  }

  struct Failure: Error, CustomStringConvertible { let description: String }

  /// POSIX_SPAWN_SETSID, which Swift does not see.
  private static let ownSession: Int16 = 0x80

  let id: pid_t
  private var finalStatus: Int32?

  init(
    _ program: String, _ arguments: [String], environment: [String: String], folder: String,
    standards: Standards
  ) throws {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    switch standards {
    case .terminal(let path):
      unsafe posix_spawn_file_actions_addopen(&actions, 0, path, O_RDWR, 0)
      unsafe posix_spawn_file_actions_adddup2(&actions, 0, 1)
      unsafe posix_spawn_file_actions_adddup2(&actions, 0, 2)
    case .files(let output, let errors):
      let flags = O_WRONLY | O_CREAT | O_TRUNC
      unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
      unsafe posix_spawn_file_actions_addopen(&actions, 1, output, flags, 0o644)
      unsafe posix_spawn_file_actions_addopen(&actions, 2, errors, flags, 0o644)
    }
    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    // The threads of the tests hold signals back; the program has to get them.
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    unsafe posix_spawnattr_setsigmask(&attributes, &signals)
    unsafe sigfillset(&signals)
    unsafe posix_spawnattr_setsigdefault(&attributes, &signals)
    unsafe posix_spawnattr_setflags(
      &attributes, Self.ownSession | Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

    // What the C library can do here only as an extension, a program does: change the folder.
    let command = ["env", "-C", folder, program] + arguments
    let words = unsafe command.map { unsafe strdup($0) } + [nil]
    let variables = unsafe environment.map { unsafe strdup("\($0)=\($1)") } + [nil]
    defer { unsafe (words + variables).forEach { unsafe free($0) } }
    var child = pid_t()
    let problem = unsafe posix_spawn(
      &child, "/usr/bin/env", &actions, &attributes, words, variables)
    guard problem == 0 else {
      throw Failure(description: "\(program): \(unsafe String(cString: strerror(problem)))")
    }
    id = child
  }

  deinit {
    guard finalStatus == nil else { return }
    kill(-id, SIGKILL)
    waitpid(id, nil, 0)
  }

  /// The status as a shell has it, 128 + the number of a fatal signal; nil while the program runs.
  var status: Int32? {
    if finalStatus == nil {
      var raw: Int32 = 0
      guard unsafe waitpid(id, &raw, WNOHANG) == id else { return nil }
      finalStatus = raw & 0x7F == 0 ? raw >> 8 & 0xFF : 128 + (raw & 0x7F)
    }
    return finalStatus
  }

  /// Waits for the end of the program.
  ///
  /// Experiments take seconds on a machine of their own, and much longer beside other tests.
  func end() throws -> Int32 {
    try eventually("the end of process \(id)", within: .seconds(120)) { status }
  }
}
