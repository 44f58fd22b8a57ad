/// How the pixels of a JPEG file are turned upright, by the EXIF data that cameras write.
struct JPEGOrientation: Equatable {
  /// Whether what the file has as rows are columns.
  let swapsSides: Bool
  /// Whether the file's columns count from the right, and its rows from below.
  private let isFromRight: Bool
  private let isFromBelow: Bool

  /// Takes the number of EXIF; those that it does not know mean nothing.
  private init(_ number: Int) {
    swapsSides = 5...8 ~= number
    isFromRight = [2, 3, 7, 8].contains(number)
    isFromBelow = [3, 4, 6, 7].contains(number)
  }

  /// Reads what comes before the pixels of a file; it is upright where that does not tell.
  init(of file: [UInt8]) { self.init(Self.number(in: file) ?? 1) }

  /// Whether the last row of the file is needed for the first of the picture.
  var needsWholePicture: Bool { swapsSides || isFromBelow }

  /// Puts a row of the picture together.
  ///
  /// - Parameters:
  ///   - y: Which row it is.
  ///   - pixels: The file's pixels: all, or that row where not all are needed.
  ///   - width: The file's width.
  ///   - height: How many rows `pixels` have.
  /// - Returns: Three bytes for each pixel.
  func row(_ y: Int, of pixels: [UInt8], width: Int, height: Int) -> [UInt8] {
    if !swapsSides && !isFromRight {
      let start = 3 * width * (isFromBelow ? height - 1 - y : y)
      return Array(pixels[start..<start + 3 * width])
    }
    var row: [UInt8] = []
    row.reserveCapacity(3 * (swapsSides ? height : width))
    for x in 0..<(swapsSides ? height : width) {
      let (column, line) = swapsSides ? (y, x) : (x, y)
      let start =
        3
        * ((isFromBelow ? height - 1 - line : line) * width
          + (isFromRight ? width - 1 - column : column))
      row.append(pixels[start])
      row.append(pixels[start + 1])
      row.append(pixels[start + 2])
    }
    return row
  }
}

// MARK: - EXIF

extension JPEGOrientation {
  private static func number(in file: [UInt8]) -> Int? {
    let signature = Array("Exif\0\0".utf8)
    var place = 2
    while place + 4 <= file.count, file[place] == 0xFF {
      let marker = file[place + 1]
      // A byte of 0xFF may stand before any marker.
      guard marker != 0xFF else {
        place += 1
        continue
      }
      let length = Int(file[place + 2]) << 8 | Int(file[place + 3])
      // From the first scan on there are pixels.
      guard marker != 0xDA, length >= 2, place + 2 + length <= file.count else { return nil }
      let content = file[place + 4..<place + 2 + length]
      if marker == 0xE1, content.starts(with: signature) {
        return number(inEXIF: Array(content.dropFirst(signature.count)))
      }
      place += 2 + length
    }
    return nil
  }

  /// Finds tag 0x112 in the first directory of a TIFF file: one number of 16 bits.
  private static func number(inEXIF bytes: [UInt8]) -> Int? {
    let isLittleEndian = bytes.starts(with: Array("II*\0".utf8))
    guard isLittleEndian || bytes.starts(with: Array("MM\0*".utf8)) else { return nil }
    func number(at place: Int, size: Int) -> Int? {
      guard place + size <= bytes.count else { return nil }
      let word = bytes[place..<place + size]
      return isLittleEndian
        ? word.reversed().reduce(0) { $0 << 8 | Int($1) } : word.reduce(0) { $0 << 8 | Int($1) }
    }
    guard let start = number(at: 4, size: 4), let count = number(at: start, size: 2) else {
      return nil
    }
    for entry in (0..<count).lazy.map({ start + 2 + 12 * $0 }) {
      guard let tag = number(at: entry, size: 2) else { return nil }
      if tag == 0x112 {
        return number(at: entry + 2, size: 2) == 3 ? number(at: entry + 8, size: 2) : nil
      }
    }
    return nil
  }
}
