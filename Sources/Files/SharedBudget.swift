import FoundationEssentials
import Synchronization

/// The memory budget of one file, shared by parts that are decoded separately.
package final class SharedBudget: Sendable {
  /// Where decoders carry the budget of their file.
  static let key = CodingUserInfoKey(rawValue: "ganbrush.budget")

  private let budget: Mutex<MemoryBudget>

  /// Shares a budget.
  package init(_ budget: MemoryBudget) { self.budget = Mutex(budget) }

  /// Bytes that may still be taken.
  package var left: Int { budget.withLock { $0.left } }

  /// Takes the bytes of `count` values of `size` bytes each.
  ///
  /// - Throws: `MemoryBudget.Exceeded`; nothing is taken then.
  package func take(_ count: Int, of size: Int = 1) throws(MemoryBudget.Exceeded) {
    try budget.withLock { (budget) throws(MemoryBudget.Exceeded) in
      try budget.take(count, of: size)
    }
  }
}

extension Decoder {
  /// The budget of the file that is decoded; one of a small file where nobody hands one over.
  package var budget: SharedBudget {
    SharedBudget.key.flatMap { userInfo[$0] as? SharedBudget }
      ?? SharedBudget(MemoryBudget(fileSize: 0))
  }
}
