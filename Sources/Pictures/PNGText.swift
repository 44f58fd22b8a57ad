/// The texts that a PNG file carries: keys of Latin-1 letters, values of any Unicode text.
enum PNGText {
  /// How many bytes a compressed text may unfold to.
  static let inflationLimit = 16 << 20

  /// A chunk for each text, uncompressed, in the order of their keys.
  static func chunks(_ texts: [String: String]) -> [UInt8] {
    texts.sorted { $0.key < $1.key }.flatMap { chunk(key: $0, value: $1) }
  }

  /// A chunk for one text.
  ///
  /// - Precondition: The key has 1 to 79 printable Latin-1 letters and no space at either end.
  private static func chunk(key: String, value: String) -> [UInt8] {
    let letters = key.unicodeScalars.map(\.value)
    precondition(
      1...79 ~= letters.count && letters.allSatisfy { 32...126 ~= $0 || 161...255 ~= $0 }
        && letters.first != 32 && letters.last != 32,
      "PNG text key '\(key)'")
    // After the key's zero: no compression, method 0, no language, no translated key.
    let content = letters.map { UInt8($0) } + [0, 0, 0, 0, 0] + Array(value.utf8)
    return PNGChunks.chunk("iTXt", content)
  }

  /// The text with a key, of several the last; nil if there is none.
  ///
  /// - Throws: What is wrong with that text; if there is none, with a chunk that may have been it.
  static func text(_ key: String, in bytes: [UInt8]) throws(PNGError) -> String? {
    var chunks = try PNGChunks(bytes)
    var found: Result<String, PNGError>?
    var damage: PNGError?
    while let chunk = chunks.next() {
      guard ["tEXt", "zTXt", "iTXt"].contains(chunk.name) else { continue }
      var fields = PNGTextFields(rest: bytes[chunk.content], chunk: chunk.name)
      var isWanted = false
      do throws(PNGError) {
        isWanted = try fields.key() == key
        try PNGChunks.verify(chunk, in: bytes)
        if isWanted { found = .success(try fields.value()) }
      } catch {
        if isWanted { found = .failure(error) } else { damage = error }
      }
    }
    if let found { return try found.get() }
    if let problem = damage ?? chunks.breakage { throw problem }
    return nil
  }
}
