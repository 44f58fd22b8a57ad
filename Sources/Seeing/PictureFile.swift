package import Files
import FoundationEssentials
package import Pictures

/// A picture file that a person wants to be looked at.
package struct PictureFile {
  /// Its path as a person knows it.
  package let path: String
  private let picture: EncodedPicture

  /// Larger files are refused before they are read; even noise with the most pixels that are
  /// accepted is smaller.
  private static let byteLimit = 512 << 20

  /// Opens a file; a pipe is read where `kinds` has streams.
  package init(_ path: String, _ kinds: FileKinds = .streams) throws(SeeingError) {
    self.path = InputFile.name(of: path)
    let bytes: [UInt8]
    do {
      bytes = try InputFile.bytes(of: path, limit: Self.byteLimit, kinds)
    } catch {
      throw .unreadable(error)
    }
    do {
      picture = try EncodedPicture(bytes)
    } catch {
      throw .malformed(path: self.path, error)
    }
  }

  /// What the file lacks.
  package var warnings: [PNGWarning] { picture.warnings }

  package var width: Int { picture.width }
  package var height: Int { picture.height }

  /// The picture in another size.
  package func resized(width: Int, height: Int) throws(SeeingError) -> Picture {
    try resized(columns: 0..<self.width, rows: 0..<self.height, width: width, height: height)
  }

  /// The largest square in the picture's middle, in another size.
  package func middleSquare(width: Int, height: Int) throws(SeeingError) -> Picture {
    let side = min(self.width, self.height)
    let (left, top) = ((self.width - side) / 2, (self.height - side) / 2)
    return try resized(
      columns: left..<left + side, rows: top..<top + side, width: width, height: height)
  }

  private func resized(
    columns: Range<Int>, rows: Range<Int>, width: Int, height: Int
  ) throws(SeeingError) -> Picture {
    do {
      return try picture.resized(columns: columns, rows: rows, width: width, height: height)
    } catch {
      throw .malformed(path: path, error)
    }
  }

  /// The file's name without folder and ending.
  package static func stem(of path: String) -> String {
    URL(file: path).deletingPathExtension().lastPathComponent
  }
}
