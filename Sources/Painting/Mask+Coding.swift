import Files
import FoundationEssentials
import Pictures
import Units

/// As in GANPaint's interventions: `{"shape", "bitbounds", "bitstring"}`.
///
/// The bits are a string of zeros and others over the box `bitbounds` (top, left, bottom, right) of
/// `shape`, or `data:image/png;base64,` and a PNG whose opaque pixels (without alpha: those with red below 255) count.
extension Mask: Codable {
  private enum CodingKeys: String, CodingKey {
    case shape = "shape"
    case bitbounds = "bitbounds"
    case bitstring = "bitstring"
  }

  /// Larger masks than this are refused: 4096 rows and columns.
  private static let largestExtent = 4096

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    func refusal(_ key: CodingKeys, _ reason: String) -> DecodingError {
      .dataCorruptedError(forKey: key, in: container, debugDescription: reason)
    }

    let text = try container.decode(String.self, forKey: .bitstring)
    let drawing: RGBAPicture? =
      if let marker = text.firstRange(of: "image/png;base64,") {
        try Self.drawing(base64: text[marker.upperBound...], decoder.budget)
      } else {
        nil
      }
    var shape =
      try container.decodeIfPresent([WholeNumber<Int>].self, forKey: .shape)?.map(\.value) ?? []
    if shape.isEmpty { shape = drawing.map { [$0.height, $0.width] } ?? [256, 256] }
    guard shape.count == 2, shape.allSatisfy({ (1...Self.largestExtent).contains($0) }) else {
      throw refusal(.shape, "a mask of shape \(shape), expected two extents of 1 to 4096")
    }
    var box =
      try container.decodeIfPresent([WholeNumber<Int>].self, forKey: .bitbounds)?.map(\.value) ?? []
    if box.isEmpty { box = [0, 0, shape[0], shape[1]] }
    guard box.count == 4, 0 <= box[0], box[0] <= box[2], box[2] <= shape[0], 0 <= box[1],
      box[1] <= box[3], box[3] <= shape[1]
    else { throw refusal(.bitbounds, "bit bounds \(box) outside a mask of shape \(shape)") }

    let (rows, columns) = (box[0]..<box[2], box[1]..<box[3])
    let (height, width) = (rows.count, columns.count)
    let grid = Grid(height: shape[0], width: shape[1])
    func place(_ row: Int, _ column: Int) -> Int {
      (row - rows.lowerBound) * width + column - columns.lowerBound
    }
    if let drawing {
      guard drawing.height == height, drawing.width == width else {
        throw refusal(
          .bitstring, "a PNG of \(drawing.height)×\(drawing.width), expected \(height)×\(width)")
      }
      self.init(grid: grid, rows: rows, columns: columns) { row, column in
        let pixel = 4 * place(row, column)
        return drawing.hasAlpha ? drawing.bytes[pixel + 3] > 0 : drawing.bytes[pixel] < 255
      }
    } else {
      let bits = Array(text.utf8)
      guard bits.count == height * width else {
        throw refusal(.bitstring, "\(bits.count) bits, expected \(height * width)")
      }
      self.init(grid: grid, rows: rows, columns: columns) { row, column in
        bits[place(row, column)] != UInt8(ascii: "0")
      }
    }
    // A saved session has a character for each cell of the box, also where a PNG had few bytes.
    try decoder.budget.take(self.rows.count * self.columns.count)
  }

  /// Writes the smallest box around the painted cells.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode([grid.height, grid.width], forKey: .shape)
    try container.encode(writtenBounds, forKey: .bitbounds)
    try container.encode(String(decoding: writtenBits, as: UTF8.self), forKey: .bitstring)
  }

  /// Adds the same JSON to a text, with sorted keys.
  func appendJSON(to bytes: inout [UInt8]) {
    let bounds = writtenBounds
    bytes +=
      "{\"bitbounds\":[\(bounds[0]),\(bounds[1]),\(bounds[2]),\(bounds[3])],\"bitstring\":\"".utf8
    bytes += writtenBits
    bytes += "\",\"shape\":[\(grid.height),\(grid.width)]}".utf8
  }

  /// An empty list would mean the whole mask to readers, so nothing painted is one zero.
  private var writtenBounds: [Int] {
    isEmpty
      ? [0, 0, 1, 1] : [rows.lowerBound, columns.lowerBound, rows.upperBound, columns.upperBound]
  }

  private var writtenBits: [UInt8] {
    guard !isEmpty else { return [UInt8(ascii: "0")] }
    var bits: [UInt8] = []
    bits.reserveCapacity(rows.count * columns.count)
    for row in rows {
      for column in columns {
        bits.append(UInt8(ascii: contains(row: row, column: column) ? "1" : "0"))
      }
    }
    return bits
  }

  /// A mask that was drawn as a picture.
  ///
  /// Its pixels are released when the mask is made, but until then they must fit into the rest of
  /// the budget: a small PNG can have millions.
  private static func drawing(
    base64: Substring, _ budget: SharedBudget
  ) throws(SessionError) -> RGBAPicture {
    guard let bytes = Data(base64Encoded: String(base64)) else {
      throw .malformed("a mask's PNG is not base64")
    }
    do {
      return try PNG.decodeRGBA([UInt8](bytes), pixelLimit: budget.left / 4)
    } catch {
      throw .malformed("a mask's PNG: \(error)")
    }
  }
}
