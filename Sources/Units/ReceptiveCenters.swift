/// Where the cells of a layer look: the middles of their receptive fields in the picture.
///
/// Cell i along an axis sees most of the pixel `stride · i + offset`, counted from the middle of the
/// first pixel; a half lies between two.
package struct ReceptiveCenters: Hashable, Sendable {
  /// Pixels from one cell to the next.
  package let stride: Int
  /// The pixel of the first cell.
  package let offset: Double

  package init(stride: Int, offset: Double) {
    precondition(stride > 0, "a stride of \(stride)")
    self.stride = stride
    self.offset = offset
  }

  /// Every pixel sees itself.
  package static let picture = ReceptiveCenters(stride: 1, offset: 0)
}
