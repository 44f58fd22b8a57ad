import Files
import Painting
import Testing
import Units

@Suite struct InterventionFileTests {
  private static let list = """
    [{"ablations": [{"layer": "main.2", "unit": 3, "alpha": 0.25, "value": 2.5}]},
     {"ablations": [{"layer": "main.2", "unit": 1, "alpha": null, "value": null},
                    {"layer": "main.5", "unit": 2}],
      "mask": {"shape": [2, 2], "bitstring": "1000"}, "maskpooling": "mean"},
     {}]
    """

  private static func strokes(_ json: String) throws -> [Stroke] {
    try InterventionFile(json: Array(json.utf8)).strokes
  }

  @Test func `a list is read as published`() throws {
    let strokes = try Self.strokes(Self.list)
    #expect(strokes.map(\.concept) == ["imported", "imported", "imported"])
    #expect(strokes.map(\.direction) == [.draw, .remove, .remove])
    #expect(strokes.map(\.pooling) == [.max, .mean, .max])
    #expect(strokes[0].edits == [UnitEdit(layer: "main.2", unit: 3, alpha: 0.25, value: 2.5)])
    #expect(
      strokes[1].edits == [
        UnitEdit(layer: "main.2", unit: 1, alpha: 1, value: 0),
        UnitEdit(layer: "main.5", unit: 2, alpha: 1, value: 0),
      ])
    #expect(strokes[0].mask == nil)
    #expect(strokes[1].mask?.bits == [true, false, false, false])
    #expect(strokes[2].edits.isEmpty)
  }

  @Test(arguments: ["", " \n\t"])
  func `a request is read as its list`(blanks: String) throws {
    let request = blanks + "{\"project\": \"church\", \"interventions\": \(Self.list)}"
    #expect(try Self.strokes(request) == (try Self.strokes(blanks + Self.list)))
  }

  @Test(
    arguments: [
      ("[]", nil), ("{\"interventions\": []}", nil),
      ("{}", "no 'interventions' at the top"),
      ("{\"interventions\": 3}", "interventions: expected a list"),
      ("[3]", "[0]: expected an object"),
      (
        "[{}, {\"ablations\": [{\"layer\": \"main.2\"}]}]", "no 'unit' at [1].ablations[0]"
      ),
      (
        "{\"interventions\": [{\"ablations\": [{\"layer\": 2, \"unit\": 1}]}]}",
        "interventions[0].ablations[0].layer: expected a text"
      ),
      ("", "the JSON is damaged"), ("[", "the JSON is damaged"),
      ("null", "the top: expected a list"),
      ("hello", "the JSON is damaged"),
    ] as [(String, String?)])
  func `errors name the place`(json: String, reason: String?) throws {
    guard let reason else {
      #expect(try Self.strokes(json).isEmpty)
      return
    }
    let error = #expect(throws: SessionError.self) { try Self.strokes(json) }
    #expect(error?.description == "is damaged or of another kind: \(reason)")
  }

  @Test func `a file that is not there is refused`() {
    #expect(throws: SessionError.file(.missing("/nowhere/strokes.json"))) {
      try InterventionFile(path: "/nowhere/strokes.json")
    }
  }
}
