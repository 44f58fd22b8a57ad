package import Units

/// How the features of a layer are read at the pixels of a label map, which lies over the same picture.
///
/// Features are linear between the middles of their cells. Columns are done first, because a layer has
/// fewer rows than the label map, and rows of labels are then sums of two rows.
package struct GridSampling: Equatable, Sendable {
  /// Which pixel of the label map lies over which cell, and what lies beyond the outermost cells.
  package enum Alignment: String, Codable, Sendable {
    /// Edges of both grids lie over each other, and beyond them is 0, into which the border blends
    /// (PNAS 2020, `upsample.py`).
    case edges = "edges"
    /// The middles of the corner cells lie over the middles of the corner pixels (ICLR 2019, whose
    /// `grid_sample` aligned corners).
    case corners = "corners"
  }

  package let source: Grid
  package let target: Grid
  private let rows: AxisSampling
  private let columns: AxisSampling

  package init(from source: Grid, to target: Grid, _ alignment: Alignment) {
    self.source = source
    self.target = target
    rows = AxisSampling(from: source.height, to: target.height, alignment)
    columns = AxisSampling(from: source.width, to: target.width, alignment)
  }

  /// Numbers that `read` needs for its own use.
  package var scratchCount: Int { source.height * target.width }

  /// Reads one unit's features at all pixels of the target.
  ///
  /// - Parameters:
  ///   - features: The cells of the source, row by row.
  ///   - scratch: `scratchCount` numbers, which are overwritten.
  ///   - pixels: The pixels of the target, row by row.
  package func read(
    _ features: UnsafeBufferPointer<Float>, _ scratch: UnsafeMutableBufferPointer<Float>,
    into pixels: UnsafeMutableBufferPointer<Float>
  ) {
    precondition(features.count == source.count && pixels.count == target.count)
    precondition(scratch.count >= scratchCount, "\(scratch.count) numbers of scratch")
    let (width, sourceWidth) = (target.width, source.width)
    for row in 0..<source.height {
      for column in 0..<width {
        let place = columns.places[column]
        unsafe scratch[row * width + column] =
          features[row * sourceWidth + place.first] * place.firstShare
          + features[row * sourceWidth + place.second] * place.secondShare
      }
    }
    for row in 0..<target.height {
      let place = rows.places[row]
      let (first, second) = (place.first * width, place.second * width)
      for column in 0..<width {
        unsafe pixels[row * width + column] =
          scratch[first + column] * place.firstShare + scratch[second + column] * place.secondShare
      }
    }
  }
}

/// Which two cells make each pixel along an axis, and what each of them counts.
private struct AxisSampling: Equatable, Sendable {
  struct Place: Equatable, Sendable {
    var first: Int
    var second: Int
    var firstShare: Float
    var secondShare: Float
  }

  let places: [Place]

  init(from source: Int, to target: Int, _ alignment: GridSampling.Alignment) {
    places = (0..<target).map { pixel in
      // An axis of one cell has the same value everywhere.
      guard source > 1 else { return Place(first: 0, second: 0, firstShare: 1, secondShare: 0) }
      let position =
        switch alignment {
        case .edges: (Double(pixel) + 0.5) * Double(source) / Double(target) - 0.5
        case .corners:
          target > 1 ? Double(pixel) * Double(source - 1) / Double(target - 1) : 0
        }
      let first = position.rounded(.down)
      let share = Float(position - first)
      let cells = 0..<source
      let (left, right) = (Int(first), Int(first) + 1)
      return Place(
        first: min(max(left, 0), source - 1), second: min(max(right, 0), source - 1),
        firstShare: cells.contains(left) ? 1 - share : 0,
        secondShare: cells.contains(right) ? share : 0)
    }
  }
}
