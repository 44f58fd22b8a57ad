package import Pictures

/// The concept of every pixel of a picture, row by row from the upper left corner.
package struct LabelMap: Equatable, Sendable {
  package let size: Int
  /// A concept's raw value for each pixel.
  package let bytes: [UInt8]

  /// The concept `x` pixels from the left and `y` from the top.
  package subscript(x: Int, y: Int) -> Concept {
    precondition(x >= 0 && x < size && y >= 0 && y < size, "pixel \(x),\(y) of \(size)×\(size)")
    guard let concept = Concept(rawValue: bytes[y * size + x]) else {
      preconditionFailure("label \(bytes[y * size + x]) at \(x),\(y)")
    }
    return concept
  }

  /// The share of the pixels that show a concept.
  package func area(of concept: Concept) -> Float {
    Float(bytes.count { $0 == concept.rawValue }) / Float(bytes.count)
  }

  /// A picture in which every concept has its colour.
  package var picture: Picture {
    Picture(width: size, height: size) { x, y in self[x, y].colour }
  }
}
