import Cells
import Foundation
import Testing

@Suite struct ColourDepthTests {
  /// xterm's colours 16 to 255.
  static let xterm: [SIMD3<Int>] = {
    let values = [0] + (0..<5).map { 95 + 40 * $0 }
    let cube = (0..<216).map { SIMD3(values[$0 / 36], values[$0 / 6 % 6], values[$0 % 6]) }
    return cube + (0..<24).map { SIMD3(repeating: 8 + 10 * $0) }
  }()

  static func colour(_ values: SIMD3<Int>) -> Colour {
    .rgb(UInt8(values.x), UInt8(values.y), UInt8(values.z))
  }

  static func number(_ depth: ColourDepth, _ values: SIMD3<Int>) -> Int {
    switch depth.code(of: colour(values)) {
    case .ansi(let number), .palette(let number): number
    default: -1
    }
  }

  /// The light of each channel, 0...1.
  static func light(_ colour: Colour) -> SIMD3<Double> {
    guard case .rgb(let red, let green, let blue) = colour else { return .zero }
    let light = [red, green, blue].map { value in
      let share = Double(value) / 255
      return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
    }
    return SIMD3(light[0], light[1], light[2])
  }

  static func point(_ values: SIMD3<Int>) -> SIMD3<Double> { point(light: light(colour(values))) }

  /// CIELAB by its definition.
  static func point(light: SIMD3<Double>) -> SIMD3<Double> {
    func response(_ share: Double) -> Double {
      share > pow(6.0 / 29, 3) ? cbrt(share) : share * pow(29.0 / 6, 2) / 3 + 4.0 / 29
    }
    let (red, green, blue) = (light.x, light.y, light.z)
    let x = response((0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047)
    let y = response(0.2126729 * red + 0.7151522 * green + 0.0721750 * blue)
    let z = response((0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883)
    return SIMD3(116 * y - 16, 500 * (x - y), 200 * (y - z))
  }

  @Test func `each of the 256 colours beyond the first sixteen is nearest to itself`() {
    for (index, colour) in Self.xterm.enumerated() {
      #expect(Self.number(.palette256, colour) == 16 + index)
    }
  }

  @Test func `greys stay grey`() {
    for value in 0...255 {
      let colour = Self.xterm[Self.number(.palette256, SIMD3(repeating: value)) - 16]
      #expect(colour.x == colour.y && colour.y == colour.z && abs(colour.x - value) <= 9)
    }
  }

  @Test func `no other colour looks more like the wanted one`() {
    let points = Self.xterm.map(Self.point)
    for number in 0..<4913 {
      let colour = SIMD3(number / 289, number / 17 % 17, number % 17) &* 15
      let wanted = Self.point(colour)
      let distances = points.map { ($0 - wanted) * ($0 - wanted) }.map { $0.sum() }
      let chosen = distances[Self.number(.palette256, colour) - 16]
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

  // MARK: What is shown

  @Test func `what is shown is what the terminal is asked for`() {
    let colours = stride(from: 0, through: 255, by: 51).map { Self.colour(SIMD3($0, 255 - $0, 90)) }
    for colour in colours + [.standard] {
      for depth in [ColourDepth.ansi16, .palette256] {
        #expect(depth.code(of: depth.shown(colour)) == depth.code(of: colour))
      }
      #expect(ColourDepth.truecolor.shown(colour) == colour)
      #expect(ColourDepth.none.code(of: colour) == .standard)
    }
  }

  @Test(arguments: [ColourDepth.ansi16, .palette256])
  func `a dithered area is nearer to the colour than the nearest one, and stays`(
    depth: ColourDepth
  ) {
    var (mixed, nearest) = (0.0, 0.0)
    for number in 0..<216 {
      let values = SIMD3(number / 36, number / 6 % 6, number % 6) &* 51
      let wanted = Self.colour(values)
      let area = (0..<4).map { depth.dithered(wanted, row: $0 / 2, column: $0 % 2) }
      mixed += Self.distance(area, wanted)
      nearest += Self.distance([depth.shown(wanted)], wanted)
      for cell in 0..<36 {
        let (row, column) = (cell / 6, cell % 6)
        let again = depth.dithered(wanted, row: row, column: column)
        #expect(again == area[row % 2 * 2 + column % 2])
      }
    }
    #expect(mixed < nearest * 0.7, "\(mixed) and \(nearest)")
  }

  @Test func `what a palette has is never dithered, nor where there are all colours`() {
    for values in Self.xterm {
      let colour = Self.colour(values)
      for position in 0..<4 {
        let (row, column) = (position / 2, position % 2)
        #expect(ColourDepth.palette256.dithered(colour, row: row, column: column) == colour)
        #expect(ColourDepth.truecolor.dithered(colour, row: row, column: column) == colour)
      }
    }
  }

  /// How far the mean light of some colours is from a colour, by CIELAB.
  private static func distance(_ colours: [Colour], _ wanted: Colour) -> Double {
    let mean = colours.map(light).reduce(.zero, +) / Double(colours.count)
    let difference = point(light: mean) - point(light: light(wanted))
    return (difference * difference).sum().squareRoot()
  }

  // MARK: Ink

  @Test(arguments: ColourDepth.allCases)
  func `letters stand out from every colour that is shown`(depth: ColourDepth) {
    for number in 0..<4913 {
      let values = SIMD3(number / 289, number / 17 % 17, number % 17) &* 15
      let shown = depth.shown(Self.colour(values))
      let (ground, ink) = (Self.light(shown), Self.light(depth.shown(shown.ink)))
      let contrast = Self.point(light: ground).x - Self.point(light: ink).x
      #expect(abs(contrast) >= 49.9, "\(values)")
    }
  }
}
