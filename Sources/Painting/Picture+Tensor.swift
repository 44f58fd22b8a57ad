package import Pictures
package import Tensors

extension Picture {
  /// Makes a picture of a generator's output, 3×H×W or 1×H×W in -1...1.
  ///
  /// As published, bytes are truncated, not rounded: floor(clamp((x + 1)/2 · 255, 0, 255)).
  package init(_ output: Tensor) {
    let extents = output.shape.extents
    precondition(extents.count == 3 && [1, 3].contains(extents[0]), "a picture of \(output.shape)")
    let pixels = extents[1] * extents[2]
    var bytes = [UInt8](repeating: 0, count: pixels * 3)
    for channel in 0..<3 {
      let start = extents[0] == 3 ? channel * pixels : 0
      let map = output.elements.span.extracting(start..<start + pixels)
      for pixel in map.indices {
        let scaled = (map[pixel] + 1) / 2 * 255
        // A NaN fails both comparisons and becomes black.
        bytes[3 * pixel + channel] = scaled >= 255 ? 255 : scaled > 0 ? UInt8(scaled) : 0
      }
    }
    self.init(width: extents[2], height: extents[1], bytes: bytes)
  }

  /// The picture as networks read it: 3×H×W in -1...1.
  package var tensor: Tensor {
    let pixels = width * height
    var elements = [Float](repeating: 0, count: 3 * pixels)
    for channel in 0..<3 {
      for pixel in 0..<pixels {
        elements[channel * pixels + pixel] = Float(bytes[3 * pixel + channel]) / 127.5 - 1
      }
    }
    return Tensor(shape: Shape(3, height, width), elements: elements)
  }
}
