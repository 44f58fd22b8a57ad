package import Tensors

/// Where one tensor of a checkpoint lies and how it is stored.
package struct TensorEntry: Hashable, Sendable {
  package let name: String
  /// The extents; a scalar has one element, so its shape is 1.
  package let shape: Shape
  package let storage: StorageType
  /// The bytes of the file that hold the elements, little-endian and row-major.
  package let range: Range<Int>

  /// Makes an entry.
  ///
  /// - Precondition: The range is as long as the elements of the shape need.
  package init(name: String, shape: Shape, storage: StorageType, range: Range<Int>) {
    precondition(
      range.count == shape.count * storage.byteCount, "\(range.count) bytes for \(shape)")
    self.name = name
    self.shape = shape
    self.storage = storage
    self.range = range
  }
}
