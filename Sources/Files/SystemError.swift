import Glibc

/// Why a call of the system failed.
package struct SystemError: Error, Equatable {
  package let number: Int32

  /// Takes the reason of the call that has just failed.
  init() { number = errno }

  init(_ number: Int32) { self.number = number }

  /// What the system says, such as "permission denied".
  var reason: String { unsafe String(cString: strerror(number)).lowercased() }
}
