import Glibc
import FoundationEssentials
import Tensors
import Units

extension Intervention.Map {
  /// The cells where two maps of the same unit do not do the same; none does nothing.
  ///
  /// A stroke changes few of the many rows of a large layer, so rows are compared whole.
  static func difference(
    _ old: Intervention.Map?, _ new: Intervention.Map?, width: Int
  ) -> PixelRegion {
    guard let count = (old ?? new)?.alphas.count else { return .none }
    let nothing = [Float](repeating: 0, count: old == nil || new == nil ? count : 0)
    let (alphas, otherAlphas) = (old?.alphas ?? nothing, new?.alphas ?? nothing)
    let (values, otherValues) = (old?.values ?? nothing, new?.values ?? nothing)
    var region = PixelRegion.none
    for row in 0..<count / width {
      let cells = row * width..<(row + 1) * width
      guard !hasSameBits(alphas, otherAlphas, cells) || !hasSameBits(values, otherValues, cells)
      else { continue }
      let changed = cells.filter { cell in
        // What is not blended in does not matter, whatever its value.
        alphas[cell] != otherAlphas[cell]
          || alphas[cell] != 0 && values[cell] != otherValues[cell]
      }
      guard let first = changed.first, let last = changed.last else { continue }
      region = region.union(
        PixelRegion(
          rows: row..<row + 1, columns: first - cells.lowerBound..<last + 1 - cells.lowerBound))
    }
    return region
  }

  private static func hasSameBits(_ a: [Float], _ b: [Float], _ cells: Range<Int>) -> Bool {
    unsafe a.withUnsafeBufferPointer { a in
      unsafe b.withUnsafeBufferPointer { b in
        guard let a = a.baseAddress, let b = b.baseAddress else { return true }
        return unsafe memcmp(
          a + cells.lowerBound, b + cells.lowerBound, cells.count * MemoryLayout<Float>.stride) == 0
      }
    }
  }
}
