import Synchronization

/// A slot for the newest value; an unread older one is dropped.
package final class Mailbox<Value: Sendable>: Sendable {
  private let slot = Mutex<Value?>(nil)
  package init() {}
  /// Leaves a value, in place of one that nobody has taken.
  package func put(_ value: Value) { slot.withLock { $0 = value } }
  /// Empties the slot.
  package func take() -> Value? { slot.withLock { $0.take() } }
  /// The value, left in its place.
  package var peek: Value? { slot.withLock { $0 } }
}
