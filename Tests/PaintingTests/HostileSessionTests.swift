import Files
import FoundationEssentials
import Glibc
import Painting
import Pictures
import Tensors
import TestSupport
import Testing
import Units

/// Small files that ask for much.
@Suite struct HostileSessionTests {
  private static func strokes(_ json: String) throws -> [Stroke] {
    try InterventionFile(json: Array(json.utf8)).strokes
  }

  fileprivate static func list(_ element: String, _ count: Int) -> String {
    "[\(Array(repeating: element, count: count).joined(separator: ","))]"
  }

  /// The reason why a list of strokes is refused, or `no error`.
  private static func refusal(_ json: String) -> String {
    do {
      _ = try InterventionFile(json: Array(json.utf8))
      return "no error"
    } catch {
      return error.description
    }
  }

  @Test func `a mask on a large grid takes what is painted of it`() throws {
    let corner =
      #"{"mask": {"shape": [4096, 4096], "bitbounds": [4090, 7, 4092, 9], "bitstring": "1001"}}"#
    let strokes = try Self.strokes(Self.list(corner, 2000))
    let mask = try #require(strokes.last?.mask)
    #expect(mask.rows == 4090..<4092 && mask.columns == 7..<9)
    #expect(mask.contains(row: 4090, column: 7) && !mask.contains(row: 4090, column: 8))
    let coverage = mask.pooled(to: Grid(height: 8, width: 8), by: .mean)
    #expect(coverage.region.rows == 7..<8 && coverage.region.columns == 0..<1)
    #expect(coverage.shares == [2 / Float(512 * 512)])
    // The bits outside the painted cells are no part of it.
    let wide = #"{"mask": {"shape": [3, 3], "bitstring": "000010000"}}"#
    #expect(try Self.strokes("[\(wide)]")[0].mask?.rows == 1..<2)
  }

  /// JSON with many or deep values.
  enum Multitude: CaseIterable {
    case strokes, numbers, lists, listsInLists, objectsInObjects, digits

    var json: String {
      switch self {
      case .strokes: HostileSessionTests.list("{}", 500_000)
      case .numbers: "[" + HostileSessionTests.list("1", 2_000_000) + "]"
      case .lists: "[{\"x\": " + HostileSessionTests.list("[]", 1_000_000) + "}]"
      case .listsInLists: String(repeating: "[", count: 100_000)
      case .objectsInObjects: String(repeating: "{\"a\":", count: 100_000)
      case .digits:
        "[{\"ablations\": [{\"unit\": \(String(repeating: "9", count: 100_000))}]}]"
      }
    }

    var reason: String {
      switch self {
      case .strokes, .numbers, .lists: "it asks for more than"
      case .listsInLists, .objectsInObjects: "the JSON is damaged"
      case .digits: "is damaged or of another kind: "
      }
    }
  }

  @Test(arguments: Multitude.allCases)
  func `many or deep values are refused in a short sentence`(multitude: Multitude) {
    let (found, reason) = (Self.refusal(multitude.json), multitude.reason)
    #expect(found.contains(reason) && found != "no error" && found.count < 400, "\(found)")
  }

  @Test func `text in another encoding cannot hide values from the budget`() {
    let utf16 = "[{},{}]".utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
    let error = #expect(throws: SessionError.self) { try InterventionFile(json: utf16) }
    #expect(error?.description == "is damaged or of another kind: the JSON is damaged")
  }

  @Test(arguments: [(4096, 1), (1024, 40), (64, 12_000)])
  func `drawn masks cannot ask for more pixels than the budget`(side: Int, count: Int) {
    let bytes = PNG.encode(
      greys: [UInt8](repeating: 0, count: side * side), width: side, height: side)
    let url = "data:image/png;base64,\(Data(bytes).base64EncodedString())"
    let found = Self.refusal(Self.list("{\"mask\": {\"bitstring\": \"\(url)\"}}", count))
    #expect(
      found.contains("a mask's PNG: the PNG picture is \(side)×\(side), expected 1 to"), "\(found)")
  }

  @Test func `a message does not repeat a long or a hostile name`() throws {
    let layers = [LayerSummary(name: "main.2", units: 8, grid: Grid(height: 4, width: 4))]
    for name in [String(repeating: "x", count: 1 << 20), "\u{1B}[2J\u{202E}\n\u{9B}1m"] {
      var session = Session(latent: Latent(id: 0), layer: "main.2")
      session.strokes = [
        Stroke(
          concept: name, direction: .draw,
          edits: [UnitEdit(layer: LayerName(rawValue: name), unit: 0)], mask: nil)
      ]
      let file = SessionFile(model: ModelIdentity(name: name, hash: name), session: session)
      let errors = [
        #expect(throws: SessionError.self) { try session.validate(against: layers) },
        #expect(throws: SessionError.self) {
          try file.validate(for: ModelIdentity(name: "a", hash: "b"), layers: layers)
        },
      ]
      for error in errors {
        let text = try #require(error?.description)
        #expect(text.count < 600)
        #expect(text.visible == text)
      }
    }
  }

  @Test func `edits of too many cells are refused before anything is composed`() throws {
    let layers = [LayerSummary(name: "a", units: 64, grid: Grid(height: 4096, width: 4096))]
    var session = Session(latent: Latent(id: 0), layer: "a")
    let edits = (0..<64).map { UnitEdit(layer: "a", unit: $0) }
    session.strokes = [Stroke(concept: "b", direction: .draw, edits: edits, mask: nil)]
    try session.validate(against: layers)
    session.strokes += session.strokes + session.strokes
    let error = #expect(throws: SessionError.self) { try session.validate(against: layers) }
    #expect(
      error == .tooManyCells(3 * 64 << 24, limit: Session.cellLimit), "\(String(describing: error))"
    )
    // As many strokes that each paint one cell are no work.
    var mask = Mask(grid: Grid(height: 4096, width: 4096))
    mask.insert(row: 5, column: 5, side: 1)
    session.strokes = StrokeList(
      repeating: Stroke(concept: "b", direction: .draw, edits: edits, mask: mask), count: 100_000)
    try session.validate(against: layers)
  }

  @Test(arguments: UInt64(0)..<30)
  func `adding a brush is adding its cells`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var mask = random.mask()
    var bits = mask.bits
    let (grid, side) = (mask.grid, Int.random(in: 1...6, using: &random))
    let row = Int.random(in: -4...grid.height, using: &random)
    let column = Int.random(in: -4...grid.width, using: &random)
    for y in row..<row + side {
      for x in column..<column + side
      where (0..<grid.height).contains(y) && (0..<grid.width).contains(x) {
        bits[y * grid.width + x] = true
      }
    }
    mask.insert(row: row, column: column, side: side)
    #expect(mask.bits == bits)
    #expect(mask == Mask(grid: grid, bits: bits))
  }

  @Test func `a session on a generator's only layer is valid`() throws {
    let layers = [LayerSummary(name: "main.1", units: 3, grid: Grid(height: 4, width: 4))]
    try Session(latent: Latent(id: 0), layer: "main.1").validate(against: layers)
  }

  @Test func `what opens in the painter may not be a pipe`() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/pipe"
    #expect(unsafe mkfifo(path, 0o600) == 0)
    let error = #expect(throws: SessionError.self) { try SessionFile(path: path, .regular) }
    #expect(error?.description == "cannot be read: it is a pipe, expected a file")
  }
}
