/// A dense, row-major block of 32-bit floats with value semantics.
package struct Tensor: Equatable, Sendable {
  package let shape: Shape
  package var elements: [Float] {
    didSet {
      precondition(elements.count == shape.count, "\(elements.count) elements for \(shape)")
    }
  }

  package init(shape: Shape, elements: [Float]) {
    precondition(elements.count == shape.count, "\(elements.count) elements for \(shape)")
    self.shape = shape
    self.elements = elements
  }
}
