import Files
import FoundationEssentials
import Glibc
import Painting
import Pictures
import TestSupport
import Testing
import Units

@Suite struct SessionFileTests {
  private static let model = ModelIdentity(name: "church-64", hash: "0123456789abcdef")

  private static func file(seed: UInt64) -> SessionFile {
    var random = SplitMix64(seed: seed)
    return SessionFile(model: model, session: random.session())
  }

  private static let small = """
    {"format": "ganbrush session", "version": 1,
     "model": {"name": "church-64", "hash": "0123456789abcdef"},
     "latent": {"seed": 1, "id": 104}, "layer": "main.2",
     "strokes": [{"concept": "tree", "direction": "draw",
       "ablations": [{"layer": "main.2", "unit": 3, "alpha": 1, "value": 2.5}],
       "mask": {"shape": [4, 4], "bitbounds": [1, 2, 2, 4], "bitstring": "11"}}]}
    """

  // MARK: Round trips

  @Test(arguments: UInt64(0)..<100)
  func `a session is the same after its JSON`(seed: UInt64) throws {
    let file = Self.file(seed: seed)
    #expect(try SessionFile(bytes: Array(file.json.utf8)) == file)
  }

  /// A reader of earlier versions, or of GANPaint, which knows neither `muted` nor `off`.
  private struct OlderStroke: Decodable {
    struct Ablation: Decodable {
      let unit: Int
      let alpha: Float
    }

    let ablations: [Ablation]
  }

  @Test func `older readers draw nothing of what is muted or switched off`() throws {
    var stroke = Stroke(
      concept: "tree", direction: .draw,
      edits: (1...2).map { UnitEdit(layer: "main.5", unit: $0, alpha: 0.5, value: 8) }, mask: nil)
    stroke.edits[0].isOn = false
    func older() throws -> OlderStroke {
      try JSONDecoder().decode(OlderStroke.self, from: JSONEncoder().encode(stroke))
    }
    #expect(try older().ablations.map(\.unit) == [1, 2])
    #expect(try older().ablations.map(\.alpha) == [0, 0.5])
    stroke.isMuted = true
    #expect(try older().ablations.isEmpty)
  }

  @Test func `a concept of which nothing is left out is as if it were not there`() throws {
    let json = Self.small.dropLast() + #", "left_out": {"tree": []}}"#
    let file = try SessionFile(bytes: Array(json.utf8))
    #expect(try file == SessionFile(bytes: Array(Self.small.utf8)))
    #expect(try SessionFile(bytes: Array(file.json.utf8)) == file)
  }

  @Test(arguments: UInt64(0)..<20)
  func `a session has the same bytes whenever it is saved`(seed: UInt64) throws {
    let file = Self.file(seed: seed)
    let again = try SessionFile(bytes: Array(file.json.utf8))
    #expect(file.json == again.json)
    #expect(file.json == Self.file(seed: seed).json)
  }

  @Test func `every name in a saved session is the documented one`() {
    var session = Session(latent: Latent(id: 104), layer: "main.2")
    session.toggles = [
      Toggle(
        .concept(name: "sky", layer: "main.2"), .boosted, layer: "main.2", units: [(3, 1.5)]),
      Toggle(.unit(layer: "main.2", channel: 5), .ablated, layer: "main.2", units: []),
    ]
    session.strokes = [
      Stroke(
        concept: "tree", direction: .remove, edits: [],
        mask: Mask(grid: Grid(height: 1, width: 1), bits: [true]), pooling: .mean)
    ]
    session.leftOut = ["tree": [Unit("main.2", 7)]]
    let expected = #"""
      {"format":"ganbrush session","latent":{"id":104,"seed":1},"layer":"main.2",
      "left_out":{"tree":[{"channel":7,"layer":"main.2"}]},
      "model":{"hash":"0123456789abcdef","name":"church-64"},
      "strokes":[{"ablations":[],"concept":"tree","direction":"remove",
      "mask":{"bitbounds":[0,0,1,1],"bitstring":"1","shape":[1,1]},"maskpooling":"mean"}],
      "toggles":[{"edits":[{"alpha":0.3,"layer":"main.2","unit":3,"value":1.5}],
      "state":"boosted","subject":{"concept":{"layer":"main.2","name":"sky"}}},
      {"edits":[],"state":"ablated","subject":{"unit":{"channel":5,"layer":"main.2"}}}],
      "version":1}
      """#
    let text = SessionFile(model: Self.model, session: session).json
    #expect(text.filter { !$0.isWhitespace } == expected.filter { !$0.isWhitespace })
  }

  @Test(arguments: UInt64(0)..<20)
  func `a picture carries its session`(seed: UInt64) throws {
    let file = Self.file(seed: seed)
    let picture = Picture.random(width: 8, height: 8, colours: 9, seed: seed)
    let png = PNG.encode(picture, text: [SessionFile.chunk: file.json, "Title": "a church"])
    #expect(try SessionFile(bytes: png) == file)
  }

  @Test func `a written file reads as what is meant`() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/church.json"
    try OutputFile.write(Array(Self.small.utf8), to: path)
    let file = try SessionFile(path: path)
    #expect(file.model == Self.model)
    var session = Session(latent: Latent(id: 104), layer: "main.2")
    var mask = Mask(grid: Grid(height: 4, width: 4))
    mask.insert(row: 1, column: 2, side: 1)
    mask.insert(row: 1, column: 3, side: 1)
    session.strokes = [
      Stroke(
        concept: "tree", direction: .draw,
        edits: [UnitEdit(layer: "main.2", unit: 3, value: 2.5)], mask: mask)
    ]
    #expect(file.session == session)
  }

  // MARK: Refusals

  @Test func `a file cut off anywhere is refused`() throws {
    let json = Array(Self.file(seed: 3).json.utf8)
    // Without its newline at the end the file is still whole.
    for count in 0..<json.count - 1 {
      #expect(throws: SessionError.self, "\(count) bytes") {
        try SessionFile(bytes: Array(json[..<count]))
      }
    }
  }

  @Test func `of a picture cut off the session is refused or whole`() throws {
    let picture = Picture.random(width: 4, height: 4, colours: 3, seed: 1)
    let png = PNG.encode(picture, text: [SessionFile.chunk: Self.small])
    let whole = try SessionFile(bytes: png)
    #expect(whole.session.latent.id == 104 && whole.warnings == [])
    // The session's chunk follows the header, and ends with its checksum.
    let text = try #require(png.firstRange(of: Self.small.utf8))
    for count in png.indices {
      let cut = Array(png[..<count])
      if count < text.upperBound + 4 {
        #expect(throws: SessionError.self, "\(count) bytes") { try SessionFile(bytes: cut) }
      } else {
        let file = try SessionFile(bytes: cut)
        #expect(file.session == whole.session && file.warnings == ["\(PNGWarning.missingEnd)"])
      }
    }
  }

  @Test func `a session's own damage is an error, that of other chunks is not`() throws {
    let picture = Picture.random(width: 4, height: 4, colours: 3, seed: 1)
    var png = PNG.encode(picture, text: [SessionFile.chunk: Self.small, "Zoo": "lion"])
    let other = try #require(png.firstRange(of: "lion".utf8))
    png[other.lowerBound] ^= 1
    png[png.count - 20] ^= 1
    #expect(try SessionFile(bytes: png).session.latent.id == 104)
    let text = try #require(png.firstRange(of: Self.small.utf8))
    png[text.lowerBound] ^= 1
    #expect {
      try SessionFile(bytes: png)
    } throws: { error in
      "\(error)".contains("the PNG chunk 'iTXt' is damaged")
    }
  }

  @Test(arguments: UInt64(0)..<300)
  func `a damaged file is refused or read, never a crash`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    var json = Array(Self.small.utf8)
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      let place = Int.random(in: json.indices, using: &random)
      json[place] =
        Array("0123456789-.eE\"[]{}:,tfn \u{1}\u{7F}é".utf8)
        .randomElement(using: &random) ?? 0
    }
    do {
      _ = try SessionFile(bytes: json)
    } catch {
      #expect(!error.description.isEmpty)
    }
  }

  private static let place = "is damaged or of another kind: strokes[0].ablations[0].value"
  private static let most = Float.greatestFiniteMagnitude

  @Test(arguments: ["1e-50", "-1e-300", "0.0"])
  func `numbers too small for 32 bits are 0`(number: String) throws {
    let json = Self.small.replacing("2.5", with: number)
    let session = try SessionFile(bytes: Array(json.utf8)).session
    #expect(session.strokes[0].edits[0].value == 0)
  }

  @Test(
    arguments: [
      ("ganbrush session", "cake", "has format 'cake', expected 'ganbrush session'"),
      ("\"version\": 1", "\"version\": 2", "has version 2, this program reads version 1"),
      ("\"format\"", "\"form\"", "is damaged or of another kind: no 'format' at the top"),
      ("\"hash\"", "\"hush\"", "is damaged or of another kind: no 'hash' at model"),
      (
        "\"id\": 104", "\"id\": \"104\"",
        "is damaged or of another kind: latent.id: expected a whole number"
      ),
      (
        "\"unit\": 3", "\"unit\": null",
        "is damaged or of another kind: strokes[0].ablations[0].unit: expected a whole number"
      ),
      (
        "\"unit\": 3", "\"unit\": 1.5",
        "is damaged or of another kind: strokes[0].ablations[0].unit: found 1.5, "
          + "expected a whole number from \(Int.min) to \(Int.max)"
      ),
      ("}]}", "}]", "is damaged or of another kind: the JSON is damaged"),
      ("2.5", "NaN", "is damaged or of another kind: the JSON is damaged"),
      ("2.5", "Infinity", "is damaged or of another kind: the JSON is damaged"),
      (
        "2.5", "\"NaN\"",
        "is damaged or of another kind: strokes[0].ablations[0].value: expected a number"
      ),
      ("2.5", "1e999", "\(Self.place): expected a number from \(-Self.most) to \(Self.most)"),
      ("2.5", "-1e999", "\(Self.place): expected a number from \(-Self.most) to \(Self.most)"),
      (
        "2.5", "1e39",
        "\(Self.place): found 1e+39, expected a number from \(-Self.most) to \(Self.most)"
      ),
      (
        "2.5", "1e308",
        "\(Self.place): found 1e+308, expected a number from \(-Self.most) to \(Self.most)"
      ),
      (
        "\"id\": 104", "\"id\": 1e30",
        "is damaged or of another kind: latent.id: found 1e+30, "
          + "expected a whole number from \(Int.min) to \(Int.max)"
      ),
      ("\"id\": 104", "\"id\": 10.5", nil),
      (
        "\"seed\": 1", "\"seed\": -1",
        "is damaged or of another kind: latent.seed: found -1.0, "
          + "expected a whole number from 0 to 4294967295"
      ),
      ("\"seed\": 1", "\"seed\": 4294967296", nil),
      (
        "\"draw\"", "\"smear\"",
        "is damaged or of another kind: strokes[0].direction: 'smear' is not known"
      ),
      (
        "\"mask\"", "\"muted\": [], \"mask\"",
        "has a stroke or toggle with edits that are muted and edits that are not"
      ),
      (
        "\"strokes\": [", "\"strokes\": [[",
        "is damaged or of another kind: the JSON is damaged"
      ),
      (
        "\"strokes\": [", "\"strokes\": [[], ",
        "is damaged or of another kind: strokes[0]: expected an object"
      ),
      (
        "\"strokes\": [",
        "\"left_out\": {\"tree\": [{\"layer\": \"main.2\", \"channel\": 0.5}]}, \"strokes\": [",
        "is damaged or of another kind: left_out.tree[0].channel: found 0.5, "
          + "expected a whole number from \(Int.min) to \(Int.max)"
      ),
    ] as [(String, String, String?)])
  func `a wrong file is refused with the fact`(
    part: String, replacement: String, message: String?
  ) {
    let json = Self.small.replacing(part, with: replacement)
    let error = #expect(throws: SessionError.self) {
      try SessionFile(bytes: Array(json.utf8))
    }
    if let message { #expect(error?.description == message) }
  }

  @Test func `a picture without a session is told apart`() {
    let png = PNG.encode(Picture.random(width: 4, height: 4, colours: 3, seed: 1))
    let error = #expect(throws: SessionError.noSession) { try SessionFile(bytes: png) }
    #expect(error?.description == "is a picture without a ganbrush session in it")
  }

  @Test func `a session of another model is refused, a renamed model is not`() throws {
    let file = try SessionFile(bytes: Array(Self.small.utf8))
    let layers = [
      LayerSummary(name: "main.2", units: 4, grid: Grid(height: 4, width: 4)),
      LayerSummary(name: "main.4", units: 3, grid: Grid(height: 8, width: 8)),
    ]
    try file.validate(for: ModelIdentity(name: "old", hash: Self.model.hash), layers: layers)
    let other = ModelIdentity(name: "room-64", hash: "fedcba9876543210")
    let error = #expect(throws: SessionError.self) {
      try file.validate(for: other, layers: layers)
    }
    #expect(
      error?.description
        == "was painted with model 'church-64' (01234567), the open model is 'room-64' (fedcba98)")
    #expect(throws: SessionError.unknownLayer("main.2", known: ["main.4"])) {
      try file.validate(for: Self.model, layers: Array(layers.reversed()))
    }
  }

  @Test func `a file that is not there and one that is too large are refused`() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/large.json"
    let missing = #expect(throws: SessionError.self) { try SessionFile(path: path) }
    #expect(missing?.description == "cannot be read: no such file")

    // A hole, not bytes on the disk.
    #expect(FileManager.default.createFile(atPath: path, contents: nil))
    #expect(unsafe truncate(path, JSONFile.limit + 1) == 0)
    let large = #expect(throws: SessionError.self) { try SessionFile(path: path) }
    #expect(
      large?.description
        == "cannot be read: it has 268435457 bytes, expected at most 268435456")
  }
}
