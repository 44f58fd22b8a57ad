import CVectors

/// The features of a layer for one image or several, the units of a pixel side by side.
///
/// A pixel takes a whole number of vectors; what follows its last unit is always zero. Convolutions
/// read and write this layout, because each unit of a vector then needs the same instruction; a
/// `Tensor` has the layout of PyTorch. The colours of a picture, which no convolution reads, take a
/// quarter of a vector.
package final class FeatureMap: Sendable {
  package let images: Int
  package let height: Int
  package let width: Int
  package let units: Int
  /// Floats from one pixel to the next.
  let pixelStride: Int
  let buffer: FloatBuffer
  /// Whether pixels take a quarter of a vector.
  var isNarrow: Bool { pixelStride < VectorLayout.width }

  /// Makes a map of zeros; if no convolution reads it, few units take less room.
  package init(images: Int = 1, height: Int, width: Int, units: Int, isRead: Bool = true) {
    self.images = images
    self.height = height
    self.width = width
    self.units = units
    pixelStride =
      !isRead && units <= VectorLayout.narrow
      ? VectorLayout.narrow
      : VectorLayout.padded(units)
    buffer = FloatBuffer(count: images * height * width * pixelStride)
  }

  /// Makes a map of tensors of the same shape, one an image.
  ///
  /// - Precondition: The shapes are C×H×W.
  package convenience init(_ tensors: [Tensor]) {
    let extents = tensors[0].shape.extents
    precondition(extents.count == 3, "expected C×H×W, got \(tensors[0].shape)")
    self.init(
      images: tensors.count, height: extents[1], width: extents[2], units: extents[0])
    for (image, tensor) in tensors.enumerated() { write(tensor, image: image) }
  }

  /// Where a pixel's units begin.
  func pixel(_ image: Int, _ row: Int, _ column: Int) -> UnsafeMutablePointer<Float> {
    unsafe buffer.start + ((image * height + row) * width + column) * pixelStride
  }

  /// Where pixels lie, for loops that are too tight to count references to a map.
  typealias Pixels = feature_pixels

  /// Valid while the map is.
  var pixels: Pixels {
    unsafe Pixels(start: buffer.start, height: height, width: width, stride: pixelStride)
  }

  /// Replaces the features of one image.
  ///
  /// - Precondition: The tensor has the units, rows and columns of the map.
  package func write(_ tensor: Tensor, image: Int = 0) {
    precondition(
      tensor.shape == Shape(units, height, width) && (0..<images).contains(image),
      "\(tensor.shape) as image \(image) of \(images)×\(units)×\(height)×\(width)")
    let pixels = height * width
    let elements = tensor.elements.span
    let target = unsafe pixel(image, 0, 0)
    for unit in 0..<units {
      let map = elements.extracting(unit * pixels..<(unit + 1) * pixels)
      for index in map.indices { unsafe target[index * pixelStride + unit] = map[index] }
    }
  }

  /// Replaces the pixels of the first image that a tensor has otherwise.
  ///
  /// - Returns: The smallest rectangle around them.
  /// - Precondition: The tensor has the units, rows and columns of the map.
  package func writeChanges(_ tensor: Tensor) -> PixelRegion {
    precondition(
      tensor.shape == Shape(units, height, width),
      "\(tensor.shape) as \(units)×\(height)×\(width)")
    let elements = tensor.elements.span
    let plane = height * width
    var changed = PixelRegion.none
    for row in 0..<height {
      var pixel = unsafe pixel(0, row, 0)
      for column in 0..<width {
        var isChanged = false
        for unit in 0..<units {
          let feature = elements[unit * plane + row * width + column]
          guard unsafe pixel[unit] != feature else { continue }
          unsafe pixel[unit] = feature
          isChanged = true
        }
        if isChanged {
          changed = changed.union(
            PixelRegion(rows: row..<row + 1, columns: column..<column + 1))
        }
        unsafe pixel += pixelStride
      }
    }
    return changed
  }

  /// The features of one image, in PyTorch's layout: C×H×W.
  package func tensor(image: Int = 0) -> Tensor {
    var tensor = Tensor(
      shape: Shape(units, height, width),
      elements: [Float](repeating: 0, count: units * height * width))
    read(region, image: image, into: &tensor)
    return tensor
  }

  /// Brings a region of one image up to date in a tensor.
  ///
  /// - Precondition: The tensor has the units, rows and columns of the map.
  package func read(_ region: PixelRegion, image: Int = 0, into tensor: inout Tensor) {
    precondition(
      tensor.shape == Shape(units, height, width),
      "\(tensor.shape) of \(units)×\(height)×\(width)")
    let plane = height * width
    let columns = region.columns
    unsafe tensor.elements.withUnsafeMutableBufferPointer { elements in
      guard let elements = elements.baseAddress else { return }
      nonisolated(unsafe) let target = unsafe elements
      Workers.run(region.rows.count, isLittle: region.count * units < 1 << 16) { index, _ in
        let row = region.rows.lowerBound + index
        var source = unsafe pixel(image, row, columns.lowerBound)
        var place = row * width + columns.lowerBound
        for _ in 0..<columns.count {
          for unit in 0..<units {
            unsafe target[unit &* plane &+ place] = source[unit]
          }
          place &+= 1
          unsafe source += pixelStride
        }
      }
    }
  }

  /// All pixels.
  package var region: PixelRegion { PixelRegion(rows: 0..<height, columns: 0..<width) }

  // MARK: Changes

  /// Sets all features to 0.
  package func clear() { unsafe buffer.start.update(repeating: 0, count: buffer.count) }

  /// Adds the features of another map of the same layout.
  package func add(_ other: FeatureMap) {
    precondition(buffer.count == other.buffer.count, "maps of different sizes")
    let (source, stride) = unsafe (other.pixels, pixelStride)
    unsafe forEachPixel(of: region) { image, row, column, pixel in
      let addend = unsafe source.at(image, row, column)
      unsafe Processor.kernels.add(pixel, addend, stride)
    }
    withExtendedLifetime(other) {}
  }

  /// Takes over one image of a map of the same size as the first of this.
  package func copyImage(_ image: Int, of source: FeatureMap) {
    unsafe pixel(0, 0, 0).update(
      from: source.pixel(image, 0, 0), count: height * width * pixelStride)
  }

  /// Takes a region of every image over from another map of the same size.
  package func copy(_ region: PixelRegion, of source: FeatureMap) {
    for image in 0..<images {
      for row in region.rows {
        let start = unsafe source.pixel(image, row, region.columns.lowerBound)
        unsafe pixel(image, row, region.columns.lowerBound).update(
          from: start, count: region.columns.count * pixelStride)
      }
    }
  }

  /// Turns each feature x of one unit into x·(1 − a) + v·a, in every image.
  ///
  /// - Parameters:
  ///   - unit: The unit.
  ///   - values: What to blend in, row by row of the whole map.
  ///   - alphas: How far; 0 keeps a feature, 1 replaces it.
  ///   - region: The pixels to change.
  package func blend(
    unit: Int, with values: [Float], alphas: [Float], in region: PixelRegion
  ) {
    precondition((0..<units).contains(unit), "unit \(unit) of \(units)")
    for image in 0..<images {
      for row in region.rows {
        for column in region.columns {
          let cell = row * width + column
          let feature = unsafe pixel(image, row, column) + unit
          unsafe feature.pointee =
            feature.pointee * (1 - alphas[cell]) + values[cell] * alphas[cell]
        }
      }
    }
  }
}

extension FeatureMap.Pixels {
  /// Which pixel it is, of all images'.
  @inline(__always)
  func index(_ image: Int, _ row: Int, _ column: Int) -> Int {
    unsafe (image &* height &+ row) &* width &+ column
  }

  @inline(__always)
  func at(_ image: Int, _ row: Int, _ column: Int) -> UnsafeMutablePointer<Float> {
    unsafe start + index(image, row, column) &* stride
  }
}
