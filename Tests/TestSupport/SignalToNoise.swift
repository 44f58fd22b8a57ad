import Foundation
package import Pictures

extension Picture {
  /// How close two pictures are: the peak signal-to-noise ratio in decibels.
  ///
  /// Equal pictures give infinity; above 35 dB a difference is hard to see.
  ///
  /// - Precondition: Both pictures have the same size.
  package func signalToNoise(to other: Picture) -> Double {
    precondition(
      width == other.width && height == other.height,
      "\(width)×\(height) compared with \(other.width)×\(other.height)")
    var squares = 0
    for (one, two) in zip(bytes, other.bytes) {
      let difference = Int(one) - Int(two)
      squares += difference * difference
    }
    guard squares > 0 else { return .infinity }
    return 10 * log10(255 * 255 * Double(bytes.count) / Double(squares))
  }
}
