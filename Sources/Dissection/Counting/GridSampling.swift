import CVectors
import Tensors
package import Units

/// How the features of a layer are read at the pixels of a label map, which lies over the same picture.
///
/// Features are linear between the middles of their cells. Columns are done first, because a layer has
/// fewer rows than the label map, and rows of labels are then sums of two rows.
package struct GridSampling: Equatable, Sendable {
  /// Which pixel of the label map lies over which cell, and what lies beyond the outermost cells.
  package enum Alignment: Hashable, Sendable {
    /// Edges of both grids lie over each other, and beyond them is 0, into which the border blends
    /// (PNAS 2020, `upsample.py`).
    case edges
    /// The middles of the corner cells lie over the middles of the corner pixels (ICLR 2019, whose
    /// `grid_sample` aligned corners).
    case corners
    /// Cells lie where they look in a picture of this size, and beyond the outermost is 0 (PNAS 2020,
    /// for classifiers).
    case centers(ReceptiveCenters, picture: Grid)
  }

  package let source: Grid
  package let target: Grid
  private let rows: AxisSampling
  private let columns: AxisSampling

  package init(from source: Grid, to target: Grid, _ alignment: Alignment) {
    self.source = source
    self.target = target
    rows = AxisSampling(from: source.height, to: target.height, alignment) { $0.height }
    columns = AxisSampling(from: source.width, to: target.width, alignment) { $0.width }
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
    guard let features = features.baseAddress, let scratch = scratch.baseAddress,
      let pixels = pixels.baseAddress
    else { return }
    let width = target.width
    for row in rows.cells {
      unsafe Processor.kernels.sample_row(
        features + row * source.width, columns.first, columns.second, columns.firstShares,
        columns.secondShares, width, scratch + row * width)
    }
    for row in 0..<target.height {
      unsafe Processor.kernels.blend_rows(
        scratch + Int(rows.first[row]) * width, scratch + Int(rows.second[row]) * width,
        rows.firstShares[row], rows.secondShares[row], width, pixels + row * width)
    }
  }
}

/// Which two cells make each pixel along an axis, and what each of them counts.
private struct AxisSampling: Equatable, Sendable {
  private(set) var first: [Int32] = []
  private(set) var second: [Int32] = []
  private(set) var firstShares: [Float] = []
  private(set) var secondShares: [Float] = []
  /// The cells that some pixel is made of, in order: large layers have others, too.
  let cells: [Int]

  init(
    from source: Int, to target: Int, _ alignment: GridSampling.Alignment,
    side: (Grid) -> Int
  ) {
    for pixel in 0..<target {
      let position = alignment.position(of: pixel, from: source, to: target, side: side)
      let left = position.rounded(.down)
      let share = Float(position - left)
      let cells = 0..<source
      func nearest(_ cell: Double) -> Int32 { Int32(min(max(cell, 0), Double(source - 1))) }
      func lies(_ cell: Double) -> Bool { cell >= 0 && cell < Double(cells.upperBound) }
      first.append(nearest(left))
      second.append(nearest(left + 1))
      firstShares.append(lies(left) ? 1 - share : 0)
      secondShares.append(lies(left + 1) ? share : 0)
    }
    cells = Set(first + second).map { Int($0) }.sorted()
  }
}

extension GridSampling.Alignment {
  /// Where a pixel lies along an axis, in cells from the middle of the first one.
  fileprivate func position(
    of pixel: Int, from source: Int, to target: Int, side: (Grid) -> Int
  ) -> Double {
    // An axis of one cell has the same value everywhere.
    guard source > 1 else { return 0 }
    switch self {
    case .edges: return (Double(pixel) + 0.5) * Double(source) / Double(target) - 0.5
    case .corners: return target > 1 ? Double(pixel) * Double(source - 1) / Double(target - 1) : 0
    case .centers(let centers, let picture):
      let place = (Double(pixel) + 0.5) * Double(side(picture)) / Double(target) - 0.5
      return (place - centers.offset) / Double(centers.stride)
    }
  }
}
