import FoundationEssentials

/// Writes strokes as the JSON that journals have, without an encoder.
///
/// A session is written whole while further edits wait, and an encoder would take seconds for thousands
/// of strokes.
struct StrokeText: Sendable {
  /// What strokes have before their masks.
  private struct Beginning: Hashable {
    let concept: String
    let direction: Stroke.Direction
  }

  private var beginnings: [Beginning: [UInt8]] = [:]

  /// Makes the line of an exchange of strokes.
  ///
  /// - Parameters:
  ///   - place: Where the strokes are exchanged.
  ///   - removed: How many go.
  ///   - added: What comes in their place, each with the number of its list of units.
  /// - Returns: The JSON, without a checksum.
  mutating func line(
    at place: Int, removed: Int, added: [(stroke: Stroke, units: Int)]
  ) -> [UInt8] {
    var bytes = Array("{\"strokes\":{\"added\":[".utf8)
    for (index, (stroke, units)) in added.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      bytes += beginning(of: stroke)
      if let mask = stroke.mask {
        bytes += ",\"mask\":".utf8
        mask.appendJSON(to: &bytes)
      }
      bytes += ",\"maskpooling\":\"\(stroke.pooling.rawValue)\"".utf8
      if stroke.isMuted { bytes += ",\"muted\":true".utf8 }
      bytes += ",\"units\":\(units)}".utf8
    }
    bytes += "],\"at\":\(place),\"removed\":\(removed)}}".utf8
    return bytes
  }

  private mutating func beginning(of stroke: Stroke) -> [UInt8] {
    let key = Beginning(concept: stroke.concept, direction: stroke.direction)
    if let known = beginnings[key] { return known }
    let encoder = JSONEncoder()
    encoder.outputFormatting = .withoutEscapingSlashes
    guard let concept = try? encoder.encode(stroke.concept) else {
      preconditionFailure("a text that JSON cannot hold")
    }
    let bytes =
      Array("{\"concept\":".utf8) + concept
      + Array(",\"direction\":\"\(stroke.direction.rawValue)\"".utf8)
    beginnings[key] = bytes
    return bytes
  }
}
