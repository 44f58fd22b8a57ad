import Foundation
package import Pictures

extension Picture {
  /// How close two pictures are: the peak signal-to-noise ratio in decibels.
  ///
  /// Equal pictures give infinity; above 35 dB a difference is hard to see.
  ///
  /// - Parameters:
  ///   - other: The picture to compare with.
  ///   - share: How many of the pixels that differ most do not count, for what lies over the picture.
  /// - Returns: The ratio.
  /// - Precondition: Both pictures have the same size.
  package func signalToNoise(to other: Picture, leavingOut share: Double = 0) -> Double {
    precondition(
      width == other.width && height == other.height,
      "\(width)×\(height) compared with \(other.width)×\(other.height)")
    let differences = (0..<width * height).map { pixel in
      (3 * pixel..<3 * pixel + 3).reduce(0) { sum, place in
        let difference = Int(bytes[place]) - Int(other.bytes[place])
        return sum + difference * difference
      }
    }
    let leftOut = Int(share * Double(differences.count))
    let counted = leftOut == 0 ? differences : differences.sorted().dropLast(leftOut)
    let squares = counted.reduce(0, +)
    guard squares > 0 else { return .infinity }
    return 10 * log10(255 * 255 * Double(bytes.count) / Double(squares))
  }
}
