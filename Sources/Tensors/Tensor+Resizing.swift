package import Units

extension Tensor {
  /// The same maps on another grid over the same picture, C×H×W.
  ///
  /// Along an axis that grows, pixels are linear between the old middles, and constant beyond the
  /// outermost; along one that shrinks, each is the mean of what it covers.
  ///
  /// - Precondition: The tensor is C×H×W.
  package func resized(to grid: Grid) -> Tensor {
    precondition(shape.extents.count == 3, "\(shape) are no maps")
    let (channels, height, width) = (shape.extents[0], shape.extents[1], shape.extents[2])
    guard (height, width) != (grid.height, grid.width) else { return self }
    let columns = ResizingAxis(from: width, to: grid.width)
    let rows = ResizingAxis(from: height, to: grid.height)
    var narrow = [Float](repeating: 0, count: channels * height * grid.width)
    columns.apply(elements, count: channels * height, inner: 1, into: &narrow)
    var result = [Float](repeating: 0, count: channels * grid.count)
    rows.apply(narrow, count: channels, inner: grid.width, into: &result)
    return Tensor(shape: Shape(channels, grid.height, grid.width), elements: result)
  }

  /// The gradient of maps that were resized, where this is that of what came of them.
  ///
  /// - Parameter grid: The grid that the maps had.
  /// - Returns: A gradient on that grid.
  /// - Precondition: The tensor is C×H×W.
  package func resizingGradient(on grid: Grid) -> Tensor {
    precondition(shape.extents.count == 3, "\(shape) are no maps")
    let (channels, height, width) = (shape.extents[0], shape.extents[1], shape.extents[2])
    guard (height, width) != (grid.height, grid.width) else { return self }
    let columns = ResizingAxis(from: grid.width, to: width)
    let rows = ResizingAxis(from: grid.height, to: height)
    var narrow = [Float](repeating: 0, count: channels * grid.height * width)
    rows.spread(elements, count: channels, inner: width, into: &narrow)
    var result = [Float](repeating: 0, count: channels * grid.count)
    columns.spread(narrow, count: channels * grid.height, inner: 1, into: &result)
    return Tensor(shape: Shape(channels, grid.height, grid.width), elements: result)
  }
}

/// Which old pixels make each new one along an axis, and what each of them counts.
private struct ResizingAxis {
  let old: Int
  /// By new pixel: the first old one, and a weight for it and each of those that follow.
  let taps: [(first: Int, weights: [Float])]

  init(from old: Int, to new: Int) {
    self.old = old
    let scale = Double(old) / Double(new)
    taps = (0..<new).map { pixel in
      if new >= old {
        let middle = min(max((Double(pixel) + 0.5) * scale - 0.5, 0), Double(old - 1))
        let first = min(Int(middle), max(old - 2, 0))
        let share = Float(middle - Double(first))
        return (first, old > 1 ? [1 - share, share] : [1])
      }
      let (low, high) = (Double(pixel) * scale, Double(pixel + 1) * scale)
      let first = Int(low)
      let last = min(Int(high.rounded(.up)), old)
      return (
        first,
        (first..<last).map { position in
          Float((min(high, Double(position + 1)) - max(low, Double(position))) / scale)
        }
      )
    }
  }

  /// Resizes the middle one of three axes: `count` × old × `inner` numbers.
  func apply(_ numbers: [Float], count: Int, inner: Int, into result: inout [Float]) {
    let (source, new) = (numbers.span, taps.count)
    var target = result.mutableSpan
    for outer in 0..<count {
      for (pixel, tap) in taps.enumerated() {
        let end = (outer * new + pixel) * inner
        for (offset, weight) in tap.weights.enumerated() {
          let start = (outer * old + tap.first + offset) * inner
          for index in 0..<inner { target[end + index] += weight * source[start + index] }
        }
      }
    }
  }

  /// Gives each new number back to the old ones that made it: the transpose of `apply`.
  func spread(_ numbers: [Float], count: Int, inner: Int, into result: inout [Float]) {
    let (source, new) = (numbers.span, taps.count)
    var target = result.mutableSpan
    for outer in 0..<count {
      for (pixel, tap) in taps.enumerated() {
        let start = (outer * new + pixel) * inner
        for (offset, weight) in tap.weights.enumerated() {
          let end = (outer * old + tap.first + offset) * inner
          for index in 0..<inner { target[end + index] += weight * source[start + index] }
        }
      }
    }
  }
}
