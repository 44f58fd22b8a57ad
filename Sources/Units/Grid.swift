/// The rows and columns of a layer's feature maps.
package struct Grid: Hashable, Sendable {
  /// The longest side of a picture that a file may ask for.
  package static let sideLimit = 4096

  package let height: Int
  package let width: Int

  package init(height: Int, width: Int) {
    precondition(height > 0 && width > 0, "a grid of \(height)×\(width)")
    self.height = height
    self.width = width
  }

  /// The number of cells.
  package var count: Int { height * width }
}

extension Grid: CustomStringConvertible {
  package var description: String { "\(height)×\(width)" }
}
