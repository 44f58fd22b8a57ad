import Cells
import Testing

@Suite struct ShadeRampTests {
  /// How much of a cell's area each character inks in a common font (DejaVu Sans Mono), in percent.
  private static let ink: [Character: Int] = [
    " ": 0, ":": 5, "+": 11, "x": 15, "X": 20, "@": 27, "░": 19, "▒": 49, "▓": 80, "█": 100,
  ]

  private func ink(_ ramp: ShadeRamp, _ brightness: Double) throws -> Int {
    try (0..<4).reduce(0) { sum, position in
      let shade = ramp.character(for: brightness, row: position / 2, column: position % 2)
      return sum + (try #require(Self.ink[shade]))
    }
  }

  @Test(arguments: [ShadeRamp.blocks, .ascii])
  func `brighter areas have more ink, in steps that an eye tells apart`(ramp: ShadeRamp) throws {
    let inks = try stride(from: 0.0, through: 1, by: 0.01).map { try ink(ramp, $0) }
    #expect(inks == inks.sorted())
    #expect(Set(inks).count >= 17)
    #expect(inks.first == 0)
    #expect(try ink(ramp, 1.5) == inks.last && ink(ramp, -1) == 0)
  }

  @Test func `on a bright background the ink is what is dark`() {
    #expect(ShadeRamp.blocks.inverted.character(for: 1, row: 0, column: 0) == " ")
    #expect(ShadeRamp.blocks.inverted.character(for: 0, row: 0, column: 0) == "█")
    #expect(ShadeRamp.ascii.isASCII && ShadeRamp.ascii.inverted.isASCII)
    #expect(!ShadeRamp.blocks.isASCII)
  }
}
