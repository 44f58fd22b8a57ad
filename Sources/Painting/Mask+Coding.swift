import FoundationEssentials
import Networks
import Pictures

/// As in GANPaint's interventions: `{"shape", "bitbounds", "bitstring"}`.
///
/// The bits are a string of zeros and others over the box `bitbounds` (top, left, bottom, right) of
/// `shape`, or a PNG in base64 whose opaque pixels (without alpha: those with red below 255) count.
extension Mask: Codable {
  private enum CodingKeys: String, CodingKey { case shape, bitbounds, bitstring }

  /// Larger masks than this are refused: 4096 rows and columns.
  private static let largestExtent = 4096

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    func refusal(_ key: CodingKeys, _ reason: String) -> DecodingError {
      .dataCorruptedError(forKey: key, in: container, debugDescription: reason)
    }

    let text = try container.decode(String.self, forKey: .bitstring)
    let drawing: DrawnMask? =
      if let marker = text.firstRange(of: "image/png;base64,") {
        try DrawnMask(base64: text[marker.upperBound...])
      } else {
        nil
      }
    var shape = try container.decodeIfPresent([Int].self, forKey: .shape) ?? []
    if shape.isEmpty { shape = drawing.map { [$0.height, $0.width] } ?? [256, 256] }
    guard shape.count == 2, shape.allSatisfy({ (1...Self.largestExtent).contains($0) }) else {
      throw refusal(.shape, "a mask of shape \(shape), expected two extents of 1 to 4096")
    }
    var box = try container.decodeIfPresent([Int].self, forKey: .bitbounds) ?? []
    if box.isEmpty { box = [0, 0, shape[0], shape[1]] }
    guard box.count == 4, 0 <= box[0], box[0] <= box[2], box[2] <= shape[0], 0 <= box[1],
      box[1] <= box[3], box[3] <= shape[1]
    else { throw refusal(.bitbounds, "bit bounds \(box) outside a mask of shape \(shape)") }

    let (height, width) = (box[2] - box[0], box[3] - box[1])
    let painted: [Bool]
    if let drawing {
      guard drawing.height == height, drawing.width == width else {
        throw refusal(
          .bitstring, "a PNG of \(drawing.height)×\(drawing.width), expected \(height)×\(width)")
      }
      painted = drawing.bits
    } else {
      painted = text.utf8.map { $0 != UInt8(ascii: "0") }
      guard painted.count == height * width else {
        throw refusal(.bitstring, "\(painted.count) bits, expected \(height * width)")
      }
    }
    var bits = [Bool](repeating: false, count: shape[0] * shape[1])
    for row in 0..<height {
      let start = (box[0] + row) * shape[1] + box[1]
      bits.replaceSubrange(start..<start + width, with: painted[row * width..<(row + 1) * width])
    }
    self.init(grid: Grid(height: shape[0], width: shape[1]), bits: bits)
  }

  /// Writes the smallest box around the painted cells.
  package func encode(to encoder: any Encoder) throws {
    let rows = (0..<grid.height).filter { row in
      (0..<grid.width).contains { contains(row: row, column: $0) }
    }
    let columns = (0..<grid.width).filter { column in
      rows.contains { contains(row: $0, column: column) }
    }
    let (top, bottom) = (rows.first ?? 0, (rows.last ?? -1) + 1)
    let (left, right) = (columns.first ?? 0, (columns.last ?? -1) + 1)
    var text = ""
    for row in top..<bottom {
      for column in left..<right { text += contains(row: row, column: column) ? "1" : "0" }
    }
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode([grid.height, grid.width], forKey: .shape)
    // An empty list would mean the whole mask to readers, so nothing painted is one zero.
    try container.encode(
      rows.isEmpty ? [0, 0, 1, 1] : [top, left, bottom, right], forKey: .bitbounds)
    try container.encode(rows.isEmpty ? "0" : text, forKey: .bitstring)
  }
}

/// The bits of a mask that was drawn as a picture.
private struct DrawnMask {
  let height: Int
  let width: Int
  let bits: [Bool]

  init(base64: Substring) throws {
    guard let bytes = Data(base64Encoded: String(base64)) else {
      throw SessionError.malformed("a mask's PNG is not base64")
    }
    do {
      let picture = try PNG.decodeRGBA([UInt8](bytes))
      height = picture.height
      width = picture.width
      bits = (0..<height * width).map { pixel in
        picture.hasAlpha
          ? picture.bytes[4 * pixel + 3] > 0 : picture.bytes[4 * pixel] < 255
      }
    } catch {
      throw SessionError.malformed("a mask's PNG: \(error)")
    }
  }
}
