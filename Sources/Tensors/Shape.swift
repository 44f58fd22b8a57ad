/// The extents of a tensor, outermost first: `[3, 64, 64]` is channels, rows, columns.
package struct Shape: Hashable, Sendable {
  package let extents: [Int]

  package init(_ extents: Int...) { self.init(extents) }

  package init(_ extents: [Int]) {
    precondition(extents.allSatisfy { $0 > 0 }, "extents must be positive, got \(extents)")
    self.extents = extents
  }

  /// The number of elements, the product of all extents.
  package var count: Int { extents.reduce(1, *) }
}

extension Shape: CustomStringConvertible {
  package var description: String { extents.map(String.init).joined(separator: "×") }
}
