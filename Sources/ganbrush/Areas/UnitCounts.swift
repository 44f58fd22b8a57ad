import ArgumentParser

/// Numbers of units, as `0,2,4,8`: in any order, each at least 0.
struct UnitCounts: ExpressibleByArgument {
  /// Rising, each once.
  let numbers: [Int]

  init?(argument: String) {
    let parts = argument.split(separator: ",", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { Int($0) }
    guard numbers.count == parts.count, !numbers.isEmpty, numbers.allSatisfy({ $0 >= 0 })
    else { return nil }
    self.numbers = Set(numbers).sorted()
  }
}
