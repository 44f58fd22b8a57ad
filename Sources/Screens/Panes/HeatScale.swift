package import Cells

/// Colours for shares of 0...1, from dark through red to bright yellow.
package enum HeatScale {
  private static let stops: [(Double, Double, Double)] = [
    (12, 8, 38), (87, 16, 110), (188, 55, 84), (249, 142, 9), (252, 255, 164),
  ]

  /// The colour of a share, 0...1, from dark to light.
  package static func colour(_ share: Float) -> Colour {
    let position = Double(min(1, max(0, share))) * Double(stops.count - 1)
    let index = min(Int(position), stops.count - 2)
    let (low, high, part) = (stops[index], stops[index + 1], position - Double(index))
    func mix(_ from: Double, _ to: Double) -> UInt8 { UInt8(from + (to - from) * part) }
    return .rgb(mix(low.0, high.0), mix(low.1, high.1), mix(low.2, high.2))
  }
}
