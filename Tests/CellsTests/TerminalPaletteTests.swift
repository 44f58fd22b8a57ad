import Cells
import Foundation
import Testing

@Suite struct TerminalPaletteTests {
  /// xterm's colours 16 to 255.
  static let xterm: [SIMD3<Int>] = {
    let values = [0] + (0..<5).map { 95 + 40 * $0 }
    let cube = (0..<216).map { SIMD3(values[$0 / 36], values[$0 / 6 % 6], values[$0 % 6]) }
    return cube + (0..<24).map { SIMD3(repeating: 8 + 10 * $0) }
  }()

  static func number(_ palette: TerminalPalette, _ colour: SIMD3<Int>) -> Int {
    palette.number(nearestTo: UInt8(colour.x), UInt8(colour.y), UInt8(colour.z))
  }

  /// CIELAB by its definition.
  static func point(_ colour: SIMD3<Int>) -> SIMD3<Double> {
    func light(_ value: Int) -> Double {
      let share = Double(value) / 255
      return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
    }
    func response(_ share: Double) -> Double {
      share > pow(6.0 / 29, 3) ? cbrt(share) : share * pow(29.0 / 6, 2) / 3 + 4.0 / 29
    }
    let (red, green, blue) = (light(colour.x), light(colour.y), light(colour.z))
    let x = response((0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047)
    let y = response(0.2126729 * red + 0.7151522 * green + 0.0721750 * blue)
    let z = response((0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883)
    return SIMD3(116 * y - 16, 500 * (x - y), 200 * (y - z))
  }

  @Test func `each of the 256 colours beyond the first sixteen is nearest to itself`() {
    for (index, colour) in Self.xterm.enumerated() {
      #expect(Self.number(.xterm256, colour) == 16 + index)
    }
  }

  @Test func `greys stay grey`() {
    for value in 0...255 {
      let colour = Self.xterm[Self.number(.xterm256, SIMD3(repeating: value)) - 16]
      #expect(colour.x == colour.y && colour.y == colour.z && abs(colour.x - value) <= 9)
    }
  }

  @Test func `no other colour looks more like the wanted one`() {
    let points = Self.xterm.map(Self.point)
    for number in 0..<4913 {
      let colour = SIMD3(number / 289, number / 17 % 17, number % 17) &* 15
      let wanted = Self.point(colour)
      let distances = points.map { ($0 - wanted) * ($0 - wanted) }.map { $0.sum() }
      let chosen = distances[Self.number(.xterm256, colour) - 16]
      // Of two that look alike, single precision may choose either.
      #expect(chosen <= (distances.min() ?? 0) + 0.01, "\(colour)")
    }
  }

  @Test(arguments: [
    (SIMD3(0, 0, 0), 0), (SIMD3(250, 20, 20), 9), (SIMD3(20, 20, 200), 4),
    (SIMD3(240, 240, 240), 7),
    (SIMD3(120, 130, 125), 8), (SIMD3(255, 215, 60), 3),
  ])
  func `sixteen colours keep the hue`(colour: SIMD3<Int>, number: Int) {
    #expect(Self.number(.ansi16, colour) == number)
  }

  @Test func `eight colours are the first of the sixteen`() {
    for value in stride(from: 0, through: 255, by: 15) {
      let colour = SIMD3(value, 255 - value, value / 2)
      #expect(0..<8 ~= Self.number(.ansi8, colour))
      let number = Self.number(.ansi16, colour)
      if number < 8 { #expect(Self.number(.ansi8, colour) == number) }
    }
  }
}
