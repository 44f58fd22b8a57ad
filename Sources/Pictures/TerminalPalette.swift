/// The colours that terminals number: sixteen, and the cube and greys of the 256.
enum TerminalPalette {
  /// The first sixteen colours as xterm shows them; a person's theme may differ.
  static let sixteen: [Pixel] = [
    Pixel(0, 0, 0), Pixel(205, 0, 0), Pixel(0, 205, 0), Pixel(205, 205, 0), Pixel(0, 0, 238),
    Pixel(205, 0, 205), Pixel(0, 205, 205), Pixel(229, 229, 229), Pixel(127, 127, 127),
    Pixel(255, 0, 0), Pixel(0, 255, 0), Pixel(255, 255, 0), Pixel(92, 92, 255),
    Pixel(255, 0, 255), Pixel(0, 255, 255), Pixel(255, 255, 255),
  ]

  /// The six values of a channel in the cube.
  private static let cubeValues: [UInt8] = [0, 95, 135, 175, 215, 255]

  /// The nearest of the sixteen.
  static func nearestOfSixteen(to colour: Pixel) -> Int {
    sixteen.indices.min {
      sixteen[$0].squaredDistance(to: colour) < sixteen[$1].squaredDistance(to: colour)
    } ?? 0
  }

  /// The nearest of colours 16 to 255; the first sixteen are left out because themes change them.
  static func nearestOf256(to colour: Pixel) -> Int {
    let steps = [colour.red, colour.green, colour.blue].map { value in
      cubeValues.indices.min {
        distance(cubeValues[$0], value) < distance(cubeValues[$1], value)
      } ?? 0
    }
    let cube = Pixel(cubeValues[steps[0]], cubeValues[steps[1]], cubeValues[steps[2]])
    let mean = (Int(colour.red) + Int(colour.green) + Int(colour.blue)) / 3
    let greyStep = min(max((mean - 3) / 10, 0), 23)
    let grey = UInt8(8 + 10 * greyStep)
    return cube.squaredDistance(to: colour) <= Pixel(grey, grey, grey).squaredDistance(to: colour)
      ? 16 + 36 * steps[0] + 6 * steps[1] + steps[2] : 232 + greyStep
  }

  private static func distance(_ one: UInt8, _ two: UInt8) -> Int { abs(Int(one) - Int(two)) }
}
