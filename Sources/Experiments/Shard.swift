/// One of several equal parts of a run, which are counted anywhere and merged.
package struct Shard: Equatable, Sendable {
  /// From 1 to `count`.
  package let number: Int
  package let count: Int

  /// The only part of a run that is not divided.
  package static let whole = Shard(number: 1, count: 1)
  /// More machines than anybody has.
  package static let limit = 100_000

  private init(number: Int, count: Int) {
    self.number = number
    self.count = count
  }

  /// Reads `I/N`; nil where it is none, or I is not from 1 to N.
  package init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let number = parts[0], let count = parts[1],
      1...Self.limit ~= count, 1...count ~= number
    else { return nil }
    self.init(number: number, count: count)
  }

  /// The name of its folder.
  package var name: String { "\(number)-of-\(count)" }

  /// Its blocks of pictures: neighbours, as many as other parts have, or one more or less.
  package func blocks(of total: Int) -> Range<Int> {
    total * (number - 1) / count..<total * number / count
  }
}
