import Glibc

/// What did not happen in time.
struct Timeout: Error, CustomStringConvertible { let description: String }

/// How long a busy machine may take for anything.
private let patience = Duration.seconds(20)

/// Waits for something that another program does.
///
/// - Parameters:
///   - what: What is waited for, and what there is instead; asked when the patience ends.
///   - limit: How long.
///   - attempt: Looks; nil where it has not happened yet.
/// - Returns: The first value of `attempt` that is not nil.
/// - Throws: `Timeout`, or what `attempt` throws.
func eventually<Value>(
  _ what: @autoclosure () -> String, within limit: Duration = patience,
  _ attempt: () throws -> Value?
) throws -> Value {
  let deadline = ContinuousClock.now + limit
  while true {
    if let value = try attempt() { return value }
    guard ContinuousClock.now < deadline else {
      throw Timeout(description: "never happened: \(what())")
    }
    usleep(20_000)
  }
}

/// Waits until a condition holds.
func eventually(_ what: @autoclosure () -> String, _ holds: () throws -> Bool) throws {
  try eventually(what()) { try holds() ? () : nil }
}
