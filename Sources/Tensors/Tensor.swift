/// A dense, row-major block of 32-bit floats with value semantics.
package struct Tensor: Equatable, Sendable {
  package let shape: Shape
  private var storage: [Float]

  /// Makes a tensor of as many elements as the shape has.
  package init(shape: Shape, elements: [Float]) {
    precondition(elements.count == shape.count, "\(elements.count) elements for \(shape)")
    self.shape = shape
    storage = elements
  }

  /// The elements, row by row; their number never changes.
  ///
  /// Yielding the storage changes it in place, where an observer would copy all of it for every
  /// element that is set.
  package var elements: [Float] {
    get { storage }
    _modify {
      defer { precondition(storage.count == shape.count, "\(storage.count) elements for \(shape)") }
      yield &storage
    }
  }
}
