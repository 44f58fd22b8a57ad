/// A dense, row-major block of 32-bit floats with value semantics.
package struct Tensor: Equatable, Sendable {
  package let shape: Shape
  /// As many as the shape counts. No observer checks that: it would copy them all at each change.
  package var elements: [Float]

  package init(shape: Shape, elements: [Float]) {
    precondition(elements.count == shape.count, "\(elements.count) elements for \(shape)")
    self.shape = shape
    self.elements = elements
  }
}
