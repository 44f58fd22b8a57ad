import Glibc

/// What another program prints, if it ends well and in time.
struct ProgramOutput {
  /// No more is read.
  private static let limit = 65_536

  let text: String

  /// Runs a program that is found in PATH, without a shell and without input.
  ///
  /// - Parameters:
  ///   - words: The program and its arguments.
  ///   - deadline: When it is killed.
  init?(of words: [String], until deadline: ContinuousClock.Instant) {
    var ends: [Int32] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else { return nil }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    defer { close(ends[0]) }
    let started = Self.start(words, output: ends[1])
    close(ends[1])
    guard let process = started else { return nil }
    let bytes = Self.read(ends[0], until: deadline)
    // One that still runs has not answered.
    if bytes == nil { kill(process, SIGKILL) }
    var status: Int32 = 0
    while unsafe waitpid(process, &status, 0) < 0, errno == EINTR {}
    guard status == 0, let bytes else { return nil }
    text = String(decoding: bytes, as: UTF8.self)
  }

  private static func start(_ words: [String], output: Int32) -> pid_t? {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    unsafe posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    unsafe posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
    var arguments = unsafe words.map { unsafe strdup($0) } + [nil]
    defer { unsafe arguments.forEach { unsafe free($0) } }
    // What this program ignores would stay ignored.
    var attributes = posix_spawnattr_t()
    var signals = sigset_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    unsafe sigemptyset(&signals)
    for signal in [SIGPIPE, SIGXFSZ] { unsafe sigaddset(&signals, signal) }
    unsafe posix_spawnattr_setsigdefault(&attributes, &signals)
    unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
    var process: pid_t = 0
    let problem = unsafe posix_spawnp(
      &process, words[0], &actions, &attributes, &arguments, environ)
    return problem == 0 ? process : nil
  }

  /// Everything up to the end; nil if that does not come in time.
  private static func read(
    _ descriptor: Int32, until deadline: ContinuousClock.Instant
  ) -> [UInt8]? {
    var bytes: [UInt8] = []
    while bytes.count < limit {
      var state = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      guard unsafe poll(&state, 1, (deadline - .now).pollMilliseconds) != 0 else { return nil }
      var buffer = [UInt8](repeating: 0, count: 4096)
      let count = unsafe buffer.withUnsafeMutableBytes {
        unsafe Glibc.read(descriptor, $0.baseAddress, $0.count)
      }
      if count > 0 { bytes += buffer.prefix(count) }
      if count == 0 { return bytes }
      if count < 0, errno != EINTR { return nil }
    }
    return nil
  }
}
