/// How the pixels of a JPEG or WebP file are turned upright, by the EXIF data that cameras write.
struct PictureOrientation: Equatable {
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

  /// Reads what comes before the pixels of a JPEG file; it is upright where that does not tell.
  init(ofJPEG file: [UInt8]) {
    self.init(Self.exif(inJPEG: file).flatMap { Self.number(inEXIF: $0) } ?? 1)
  }

  /// Reads the chunks of a WebP file; it is upright where these do not tell.
  init(ofWebP file: [UInt8]) {
    self.init(Self.exif(inWebP: file).flatMap { Self.number(inEXIF: $0) } ?? 1)
  }

  /// Whether the last row of the file is needed for the first of the picture.
  var needsWholePicture: Bool { swapsSides || isFromBelow }

  /// Puts a row of the picture together.
  ///
  /// - Parameters:
  ///   - y: Which row it is.
  ///   - pixels: The file's pixels: all, or that row where not all are needed.
  ///   - width: The file's width.
  ///   - height: How many rows `pixels` have.
  ///   - channels: How many bytes a pixel has.
  /// - Returns: The bytes of the row's pixels.
  func row(_ y: Int, of pixels: [UInt8], width: Int, height: Int, channels: Int = 3) -> [UInt8] {
    if !swapsSides && !isFromRight {
      let start = channels * width * (isFromBelow ? height - 1 - y : y)
      return Array(pixels[start..<start + channels * width])
    }
    var row: [UInt8] = []
    row.reserveCapacity(channels * (swapsSides ? height : width))
    for x in 0..<(swapsSides ? height : width) {
      let (column, line) = swapsSides ? (y, x) : (x, y)
      let start =
        channels
        * ((isFromBelow ? height - 1 - line : line) * width
          + (isFromRight ? width - 1 - column : column))
      for place in start..<start + channels { row.append(pixels[place]) }
    }
    return row
  }
}

// MARK: - EXIF

extension PictureOrientation {
  /// What other readers pass over before EXIF data.
  private static let signature = Array("Exif\0\0".utf8)

  private static func exif(inJPEG file: [UInt8]) -> [UInt8]? {
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
        return Array(content.dropFirst(signature.count))
      }
      place += 2 + length
    }
    return nil
  }

  /// Goes through the chunks after the header of 12 bytes; each begins at an even place.
  private static func exif(inWebP file: [UInt8]) -> [UInt8]? {
    var place = 12
    while place + 8 <= file.count {
      let length = (4..<8).reduce(0) { $0 | Int(file[place + $1]) << (8 * ($1 - 4)) }
      guard place + 8 + length <= file.count else { return nil }
      if file[place..<place + 4].elementsEqual("EXIF".utf8) {
        let content = Array(file[place + 8..<place + 8 + length])
        return content.starts(with: signature) ? Array(content.dropFirst(signature.count)) : content
      }
      place += 8 + length + length % 2
    }
    return nil
  }

  /// Finds tag 0x112 in the first directory of a TIFF file: one number of 16 or 32 bits.
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
      guard tag == 0x112 else { continue }
      let size = [3: 2, 4: 4][number(at: entry + 2, size: 2) ?? 0]
      guard let size, number(at: entry + 4, size: 4) == 1 else { return nil }
      return number(at: entry + 8, size: size)
    }
    return nil
  }
}
