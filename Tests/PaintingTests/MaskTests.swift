import FoundationEssentials
import Painting
import Pictures
import TestSupport
import Testing
import Units

@Suite struct MaskTests {
  @Test(arguments: UInt64(0)..<60)
  func `pooling takes the windows of the definition`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let mask = random.mask()
    let target = Grid(
      height: Int.random(in: 1...24, using: &random), width: Int.random(in: 1...24, using: &random))
    func window(_ index: Int, _ count: Int, _ extent: Int) -> ClosedRange<Int> {
      let step = Double(extent) / Double(count)
      // Less than half of the finest step away from a whole number is a whole number.
      let first = (Double(index) * step + 1e-9).rounded(.down)
      let last = (Double(index + 1) * step - 1e-9).rounded(.up) - 1
      return Int(first)...Int(last)
    }
    var greatest: [Float] = []
    var mean: [Float] = []
    for y in 0..<target.height {
      for x in 0..<target.width {
        let cells = window(y, target.height, mask.grid.height).flatMap { row in
          window(x, target.width, mask.grid.width).map { mask.contains(row: row, column: $0) }
        }
        greatest.append(cells.contains(true) ? 1 : 0)
        mean.append(Float(cells.count { $0 }) / Float(cells.count))
      }
    }
    #expect(mask.shares(on: target, by: .max) == greatest)
    #expect(mask.shares(on: target, by: .mean) == mean)
    #expect(mask.shares(on: mask.grid, by: .max) == mask.bits.map { $0 ? 1 : 0 })
  }

  @Test(arguments: UInt64(0)..<100)
  func `a mask is the same after its JSON`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let mask = random.mask()
    let json = try JSONEncoder().encode(mask)
    #expect(try JSONDecoder().decode(Mask.self, from: json) == mask)
  }

  @Test func `an empty mask stays empty in its JSON`() throws {
    let mask = Mask(grid: Grid(height: 3, width: 5))
    #expect(mask.isEmpty)
    let json = try JSONEncoder().encode(mask)
    #expect(try JSONDecoder().decode(Mask.self, from: json) == mask)
  }

  @Test(arguments: [
    (0, 0, 2, "11000" + "11000" + "00000"),
    (-1, 3, 2, "00011" + "00000" + "00000"),
    (2, 4, 3, "00000" + "00000" + "00001"),
    (-5, -5, 20, "11111" + "11111" + "11111"),
    (3, 0, 2, "00000" + "00000" + "00000"),
    (0, -2, 2, "00000" + "00000" + "00000"),
    (-9, -9, 2, "00000" + "00000" + "00000"),
    (7, 1, 2, "00000" + "00000" + "00000"),
    (1, 9, 2, "00000" + "00000" + "00000"),
  ])
  func `the brush is clipped at the edges`(row: Int, column: Int, side: Int, bits: String) {
    var mask = Mask(grid: Grid(height: 3, width: 5))
    mask.insert(row: row, column: column, side: side)
    #expect(mask.bits == bits.map { $0 == "1" })
  }

  @Test(arguments: [
    (#"{"bitstring": "1", "shape": [1, 1]}"#, [1, 1], [0]),
    (#"{"bitstring": "0x", "shape": [1, 2], "bitbounds": []}"#, [1, 2], [1]),
    (#"{"bitstring": "10", "shape": [2, 3], "bitbounds": [1, 1, 2, 3]}"#, [2, 3], [4]),
    (#"{"bitstring": "01", "bitbounds": [1, 0, 2, 2], "shape": []}"#, [256, 256], [257]),
    (
      #"{"bitstring": "1", "bitbounds": [255, 255, 256, 256], "shape": null}"#, [256, 256], [65535]
    ),
  ])
  func `shape and bounds may be left out`(json: String, shape: [Int], painted: [Int]) throws {
    let mask = try JSONDecoder().decode(Mask.self, from: Data(json.utf8))
    #expect(mask.grid == Grid(height: shape[0], width: shape[1]))
    #expect(mask.bits.indices.filter { mask.bits[$0] } == painted)
  }

  @Test func `a PNG's size is the shape where none is given`() throws {
    let picture = Picture(width: 3, height: 2) { x, y in
      x == 1 && y == 1 ? Pixel(0, 255, 255) : Pixel(255, 0, 0)
    }
    let mask = try JSONDecoder().decode(
      Mask.self, from: Data("{\"bitstring\": \"\(Self.dataURL(picture))\"}".utf8))
    #expect(mask.grid == Grid(height: 2, width: 3))
    #expect(mask.bits == [false, false, false, false, true, false])
  }

  /// 2 rows and 3 columns.
  private static let drawing = dataURL(
    Picture(width: 3, height: 2, bytes: Array(repeating: 0, count: 18)))

  private static func dataURL(_ picture: Picture) -> String {
    "data:image/png;base64," + Data(PNG.encode(picture)).base64EncodedString()
  }

  @Test(arguments: [
    (
      #""shape": [2, 2, 2], "bitstring": "1""#,
      "[0].mask.shape: a mask of shape [2, 2, 2], expected two extents of 1 to 4096"
    ),
    (
      #""shape": [0, 2], "bitstring": """#,
      "[0].mask.shape: a mask of shape [0, 2], expected two extents of 1 to 4096"
    ),
    (
      #""shape": [4097, 1], "bitstring": "1""#,
      "[0].mask.shape: a mask of shape [4097, 1], expected two extents of 1 to 4096"
    ),
    (
      #""shape": [4611686018427387904, 4], "bitstring": "1""#,
      "[0].mask.shape: "
        + "a mask of shape [4611686018427387904, 4], expected two extents of 1 to 4096"
    ),
    (
      #""shape": [2, 2], "bitbounds": [0, 0, 3, 2], "bitstring": "111111""#,
      "[0].mask.bitbounds: bit bounds [0, 0, 3, 2] outside a mask of shape [2, 2]"
    ),
    (
      #""shape": [2, 2], "bitbounds": [1, 0, 0, 2], "bitstring": """#,
      "[0].mask.bitbounds: bit bounds [1, 0, 0, 2] outside a mask of shape [2, 2]"
    ),
    (
      #""shape": [2, 2], "bitbounds": [0, -1, 1, 1], "bitstring": "11""#,
      "[0].mask.bitbounds: bit bounds [0, -1, 1, 1] outside a mask of shape [2, 2]"
    ),
    (
      #""shape": [2, 2], "bitbounds": [0, 0, 1], "bitstring": "1""#,
      "[0].mask.bitbounds: bit bounds [0, 0, 1] outside a mask of shape [2, 2]"
    ),
    (
      #""shape": [2, 2], "bitstring": "101""#, "[0].mask.bitstring: 3 bits, expected 4"
    ),
    (#""bitstring": "101""#, "[0].mask.bitstring: 3 bits, expected 65536"),
    (
      #""shape": [3, 2], "bitstring": "\#(drawing)""#,
      "[0].mask.bitstring: a PNG of 2×3, expected 3×2"
    ),
    (
      #""bitbounds": [0, 0, 1, 3], "bitstring": "\#(drawing)""#,
      "[0].mask.bitstring: a PNG of 2×3, expected 1×3"
    ),
    (#""shape": [2, 3]"#, "no 'bitstring' at [0].mask"),
    (#""shape": "2", "bitstring": "1""#, "[0].mask.shape: expected a list"),
    (#""bitstring": "data:image/png;base64,*""#, "a mask's PNG is not base64"),
    (
      #""bitstring": "data:image/png;base64,""#,
      "a mask's PNG: not a PNG file but an empty file"
    ),
  ])
  func `a wrong mask is refused with what was found and expected`(
    fields: String, reason: String
  ) {
    let json = "[{\"ablations\": [], \"mask\": {\(fields)}}]"
    let error = #expect(throws: SessionError.self) {
      try InterventionFile(json: Array(json.utf8))
    }
    #expect(error?.description == "is damaged or of another kind: \(reason)")
  }
}
