package import Pictures
package import Units

/// For maps of scenes, whose numbers are the raw values of `Concept`.
extension LabelMap {
  /// The concept `x` pixels from the left and `y` from the top.
  package subscript(x: Int, y: Int) -> Concept {
    precondition(
      0..<grid.width ~= x && 0..<grid.height ~= y, "pixel \(x),\(y) of \(grid)")
    let number = numbers[y * grid.width + x]
    guard let concept = UInt8(exactly: number).flatMap(Concept.init) else {
      preconditionFailure("label \(number) at \(x),\(y)")
    }
    return concept
  }

  /// The share of the pixels that show a concept.
  package func area(of concept: Concept) -> Float {
    Float(numbers.count { $0 == concept.rawValue }) / Float(numbers.count)
  }

  /// A picture in which every concept has its colour, or the one that a person has chosen for its name.
  package func picture(_ chosen: [String: Pixel] = [:]) -> Picture {
    let palette = ConceptColours(Concept.allCases.map(\.name), chosen: chosen).palette
    return Picture(width: grid.width, height: grid.height) { x, y in
      palette[Int(self[x, y].rawValue)]
    }
  }

  /// The numbers of a scene's concepts, each in one byte.
  package var bytes: [UInt8] { numbers.map { UInt8(truncatingIfNeeded: $0) } }
}
