import CThreads
import Glibc

/// A thread of its own for work that takes long or blocks, outside the pools that tasks share.
///
/// Foundation has one, too; without Foundation a program that brings its libraries along is half as large.
package enum NamedThread {
  /// Deep recursions of a network's graph fit; memory is taken only as it is used.
  private static let stackBytes = 8 << 20

  private final class Work {
    let name: String
    let body: @Sendable () -> Void

    init(_ name: String, _ body: @escaping @Sendable () -> Void) {
      self.name = name
      self.body = body
    }

    func run() {
      unsafe name.withCString { unsafe cthreads_name($0) }
      body()
    }
  }

  /// Starts a thread, which ends when its work does.
  ///
  /// - Parameters:
  ///   - name: What debuggers and `top` show: the first 15 bytes.
  ///   - body: The work.
  /// - Precondition: The system has a thread left.
  package static func start(_ name: String, _ body: @escaping @Sendable () -> Void) {
    var attributes = pthread_attr_t()
    unsafe pthread_attr_init(&attributes)
    defer { unsafe pthread_attr_destroy(&attributes) }
    unsafe pthread_attr_setstacksize(&attributes, stackBytes)
    unsafe pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    let argument = unsafe Unmanaged.passRetained(Work(name, body)).toOpaque()
    var thread = pthread_t()
    let status = unsafe pthread_create(
      &thread, &attributes,
      { argument in
        guard let argument = unsafe argument else { return nil }
        unsafe Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().run()
        return nil
      }, argument)
    precondition(status == 0, "the system starts no thread: error \(status)")
  }
}
