import Dispatch
import Files
import FoundationEssentials
import Glibc
import Studio
import Synchronization
import Terminal

/// What ends the program out of turn: a person, the system, or a fault of its own.
enum Interruption {
  private static let fewestFiles = 32
  private static let reader = Atomic<Int32>(-1)

  /// From now on a signal ends the program as soon as no file is half written, and a crash leaves a
  /// report; both give the terminal back.
  ///
  /// A handler may neither lock nor allocate, so it only writes the number into a pipe, whose other
  /// end a thread reads. The painter takes the signals over while it has the terminal.
  static func watch() {
    watchForCrashes()
    refuseFewFiles()
    var ends: [Int32] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else { refuse("a pipe", errno) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    reader.store(ends[0], ordering: .sequentiallyConsistent)
    var thread = pthread_t()
    let problem = unsafe pthread_create(&thread, nil, { _ in Interruption.awaitSignal() }, nil)
    guard problem == 0 else { refuse("a thread", problem) }
    EndingSignal.report(to: ends[1])
    // A file that reaches the size limit is an error like a full disk, and a reader that has gone one
    // that leaves time to remove half-written files.
    signal(SIGXFSZ, SIG_IGN)
    signal(SIGPIPE, SIG_IGN)
  }

  /// Ends the program where a library would crash for want of open files, when the terminal is taken.
  private static func refuseFewFiles() {
    var limit = rlimit()
    guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0,
      limit.rlim_cur < fewestFiles
    else { return }
    Console.complain(
      "\(limit.rlim_cur) files may be open (ulimit -n), expected at least \(fewestFiles)")
    Console.end(1)
  }

  /// Ends the program where the painter would lack threads, whose libraries then wait for ever.
  ///
  /// As many as it needs at once are made, and ended again.
  static func refuseFewThreads() {
    let gate = DispatchSemaphore(value: 0)
    // The crew's, the renderer's, the journal's, and those of a pool.
    let count = 2 * ProcessInfo.processInfo.activeProcessorCount + 4
    var threads: [pthread_t] = []
    for _ in 0..<count {
      var thread = pthread_t()
      let problem = unsafe pthread_create(
        &thread, nil,
        { gate in
          guard let gate = unsafe gate else { return nil }
          unsafe Unmanaged<DispatchSemaphore>.fromOpaque(gate).takeUnretainedValue().wait()
          return nil
        }, Unmanaged.passUnretained(gate).toOpaque())
      guard problem == 0 else { refuse("a thread", problem) }
      threads.append(thread)
    }
    for _ in threads { gate.signal() }
    for thread in threads { pthread_join(thread, nil) }
  }

  private static func refuse(_ resource: String, _ error: Int32) -> Never {
    let reason = unsafe String(cString: strerror(error)).lowercased()
    Console.complain("the system refuses \(resource): \(reason)")
    Console.end(1)
  }

  private static func awaitSignal() -> Never {
    var signal: Int32
    repeat {
      var number: UInt8 = 0
      while unsafe read(reader.load(ordering: .relaxed), &number, 1) != 1 {}
      signal = Int32(number)
    } while Stop.ask(signal)
    PicturePrint.awaitEnd()
    EndingSignal.restoreTerminal {
      Temporaries.removeAll {
        EndingSignal.endSoon(status: 128 + signal)
        Console.complain("ended by signal \(signal)")
        EndingSignal.end(status: 128 + signal)
      }
    }
  }

  /// Prepares the report beside kept strokes.
  ///
  /// Who sets `SWIFT_BACKTRACE` gets Swift's own backtrace, too.
  private static func watchForCrashes() {
    let folder = PersonalFolder.state()?.path ?? "/tmp"
    let path = "\(folder)/crash-\(time(nil))-\(getpid()).txt"
    let parts = folder.split(separator: "/")
    let folders = parts.indices.suffix(3).map { "/" + parts[...$0].joined(separator: "/") }
    CrashReport.prepare(
      at: path, in: folders, shownPath: "\(shown: path)", head: "ganbrush \(Release.version)\n",
      isChained: unsafe getenv("SWIFT_BACKTRACE") != nil)
  }
}
