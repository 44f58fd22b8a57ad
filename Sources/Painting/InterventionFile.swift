import Files

/// GANPaint's interventions as a file: a list of them, or a request with an `interventions` list.
///
/// Each is `{"ablations": [{"layer", "unit", "alpha", "value"}], "mask": {...}, "maskpooling"}`, as
/// its server's /api/generate takes them.
package struct InterventionFile: Sendable {
  package let strokes: [Stroke]

  package init(json: [UInt8]) throws(SessionError) {
    struct Request: Decodable {
      let interventions: [Stroke]

      enum CodingKeys: String, CodingKey { case interventions = "interventions" }
    }
    // The first byte that is not a blank tells a list from a request, so that errors name the right
    // place.
    let first = json.first { !($0 == 0x20 || (0x09...0x0D).contains($0)) }
    do {
      strokes =
        first == UInt8(ascii: "{")
        ? try JSONFile.decode(Request.self, from: json).interventions
        : try JSONFile.decode([Stroke].self, from: json)
    } catch let error as SessionError {
      throw error
    } catch {
      throw .malformed(DecodingReason.text(of: error))
    }
  }

  package init(path: String) throws(SessionError) {
    let bytes: [UInt8]
    do {
      bytes = try InputFile.bytes(of: path, limit: JSONFile.limit)
    } catch {
      throw .file(error)
    }
    try self.init(json: bytes)
  }
}
