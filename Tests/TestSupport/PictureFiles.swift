import Foundation
import Pictures

/// The pictures that a terminal with kitty graphics, or with iTerm2's, keeps and shows.
///
/// A strict reader of what ganbrush sends: what a terminal forgives is an error here.
struct PictureFiles {
  /// A picture on the screen: its own pixels, and the cells that it covers.
  struct Placement {
    var picture: Picture
    var row: Int
    var column: Int
    var width: Int
    var height: Int
    /// Whether it lies over others.
    var isAbove = false
  }

  /// By their numbers in kitty's protocol; 0 is iTerm2's, which has none.
  private(set) var placements: [Int: Placement] = [:]
  /// The keys of the command whose file is not complete, and as much of it as there is.
  private var unfinished: (keys: [String: String], file: String)?

  /// Takes one APC sequence, without ESC _ and ESC \.
  mutating func take(kitty sequence: String, row: Int, column: Int) throws {
    guard sequence.hasPrefix("G") else { throw failure("APC \(sequence.prefix(8))") }
    let parts = sequence.dropFirst().split(
      separator: ";", maxSplits: 1, omittingEmptySubsequences: false)
    var keys: [String: String] = [:]
    for pair in parts[0].split(separator: ",") {
      let sides = pair.split(separator: "=").map(String.init)
      guard sides.count == 2, keys.updateValue(sides[1], forKey: sides[0]) == nil else {
        throw failure("keys \(parts[0])")
      }
    }
    let chunk = parts.count > 1 ? String(parts[1]) : ""
    guard keys["q"] == "2", chunk.utf8.count <= 4096 else { throw failure("keys \(parts[0])") }
    if let before = unfinished {
      // kitty 0.26 loses an edit in several chunks.
      guard Set(keys.keys).isSubset(of: ["q", "m"]), before.keys["a"] != "f" else {
        throw failure("a chunk with \(parts[0])")
      }
      unfinished = (before.keys, before.file + chunk)
    } else {
      unfinished = (keys, chunk)
    }
    guard keys["m"] != "1" else { return }
    guard let whole = unfinished else { return }
    unfinished = nil
    try carryOut(whole.keys, whole.file, row: row, column: column)
  }

  private mutating func carryOut(
    _ keys: [String: String], _ file: String, row: Int, column: Int
  ) throws {
    let id = keys["i"].flatMap { Int($0) } ?? 0
    func number(_ key: String) throws -> Int {
      guard let number = keys[key].flatMap({ Int($0) }) else { throw failure("no key \(key)") }
      return number
    }
    switch keys["a"] {
    case "T":
      guard keys["C"] == "1" || keys["U"] == "1", keys["f"] == "100" else {
        throw failure("\(keys)")
      }
      placements[id] = Placement(
        picture: try Self.picture(file), row: row, column: column, width: try number("c"),
        height: try number("r"), isAbove: keys["z"] == "1")
    case "f":
      guard var edited = placements[id], keys["r"] == "1", keys["f"] == "100" else {
        throw failure("an edit of picture \(id): \(keys)")
      }
      let (x, y) = (try number("x"), try number("y"))
      edited.picture.replace(x: x, y: y, with: try Self.picture(file))
      placements[id] = edited
    case "d":
      guard keys["d"] == "I" else { throw failure("\(keys)") }
      placements[id] = nil
    default: throw failure("\(keys)")
    }
  }

  /// Takes one OSC sequence, without ESC ] and BEL.
  mutating func take(iTerm sequence: String, row: Int, column: Int) throws {
    guard sequence.hasPrefix("1337;File="), let colon = sequence.firstIndex(of: ":") else {
      throw failure("OSC \(sequence.prefix(12))")
    }
    var keys: [String: String] = [:]
    for pair in sequence[..<colon].dropFirst("1337;File=".count).split(separator: ";") {
      let sides = pair.split(separator: "=").map(String.init)
      guard sides.count == 2 else { throw failure("\(pair)") }
      keys[sides[0]] = sides[1]
    }
    let file = String(sequence[sequence.index(after: colon)...])
    guard let width = keys["width"].flatMap({ Int($0) }), keys["inline"] == "1",
      let height = keys["height"].flatMap({ Int($0) }), keys["preserveAspectRatio"] == "0",
      keys["size"] == Data(base64Encoded: file).map({ "\($0.count)" })
    else { throw failure("\(keys)") }
    placements[0] = Placement(
      picture: try Self.picture(file), row: row, column: column, width: width, height: height)
  }

  private static func picture(_ file: String) throws -> Picture {
    guard let bytes = Data(base64Encoded: file) else {
      throw PictureScreen.Failure(message: "no base64")
    }
    return try PNG.decode(Array(bytes))
  }

  private func failure(_ message: String) -> PictureScreen.Failure {
    PictureScreen.Failure(message: message)
  }
}
