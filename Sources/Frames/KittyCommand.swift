/// One command of kitty's graphics protocol, in as many sequences as its file needs.
struct KittyCommand {
  /// No sequence carries more of the file.
  private static let chunkLength = 4096
  /// How many bytes of a file, before base64, a single sequence carries.
  static let longestSingleFile = chunkLength / 4 * 3

  /// Each sequence, from ESC to ESC \.
  let sequences: [[UInt8]]

  /// - Parameters:
  ///   - keys: What is to be done.
  ///   - file: What follows, if anything.
  init(_ keys: String, file: [UInt8] = []) {
    let content = PNGFrame.base64(file)
    let starts = Array(stride(from: 0, to: max(content.count, 1), by: Self.chunkLength))
    sequences = starts.map { start in
      let isLast = start == starts[starts.count - 1]
      var parts = start == 0 ? [keys] : []
      parts.append("q=2")
      if starts.count > 1 { parts.append("m=\(isLast ? 0 : 1)") }
      let chunk = content[start..<min(start + Self.chunkLength, content.count)]
      let head = "\u{1B}_G\(parts.joined(separator: ","))\(content.isEmpty ? "" : ";")"
      return Array(head.utf8) + chunk + Array("\u{1B}\\".utf8)
    }
  }

  var bytes: [UInt8] { sequences.flatMap { $0 } }
}
