/// What the chunks of a PNG file are, apart from what they hold.
///
/// Only chunks without which there is no picture are checked; the others cannot spoil its pixels.
struct PNGStructure {
  let header: PNGChunk
  /// Whether some chunk is to say which pixels of an opaque kind are transparent.
  let hasTransparency: Bool
  let warnings: [PNGWarning]

  init(_ bytes: [UInt8]) throws(PNGError) {
    var chunks = try PNGChunks(bytes)
    guard let first = chunks.next() else { throw chunks.breakage ?? .missingChunk("IHDR") }
    if first.name == "CgBI" { throw .appleVariant }
    guard first.name == "IHDR", first.content.count == 13 else { throw .missingChunk("IHDR") }
    try PNGChunks.verify(first, in: bytes)
    header = first
    var hasPixels = false
    var transparency = false
    while let chunk = chunks.next() {
      switch chunk.name {
      case "PLTE": try PNGChunks.verify(chunk, in: bytes)
      case "IDAT":
        try PNGChunks.verify(chunk, in: bytes)
        hasPixels = true
      case "tRNS": transparency = true
      default: continue
      }
    }
    // Whether the pixels before are all of them, the decoder finds out.
    if let breakage = chunks.breakage, !hasPixels || chunks.brokenChunk == "IDAT" { throw breakage }
    guard hasPixels else { throw .missingChunk("IDAT") }
    // FileKinds 4 and 6 have an opacity for each pixel; such a chunk means nothing there.
    hasTransparency = transparency && bytes[first.content.lowerBound + 9] & 4 == 0
    warnings = chunks.warnings
  }
}
