import Files
import Foundation
import Pictures

/// A PNG file that a person wants to be looked at.
struct PictureFile {
  let path: String
  private let picture: EncodedPicture

  /// Larger files are refused before they are read; a picture of the most pixels there may be, and
  /// of noise, is smaller.
  private static let byteLimit = 512 << 20

  /// Opens a file, and says on standard error what it lacks.
  ///
  /// - Throws: `Refusal`, which names the file.
  init(_ path: String) throws {
    self.path = path
    do {
      picture = try EncodedPicture(try InputFile.bytes(of: path, limit: Self.byteLimit))
    } catch let error as InputError {
      throw Refusal("\(error)")
    } catch {
      throw Refusal("\(shown: path): \(error)")
    }
    for warning in picture.warnings { Console.complain("\(shown: path): \(warning)") }
  }

  var width: Int { picture.width }
  var height: Int { picture.height }

  /// The picture in another size.
  ///
  /// - Throws: `Refusal`, which names the file.
  func resized(width: Int, height: Int) throws -> Picture {
    try read { () throws(PNGError) in try picture.resized(width: width, height: height) }
  }

  /// The largest square in the picture's middle, in another size.
  ///
  /// - Throws: `Refusal`, which names the file.
  func middleSquare(width: Int, height: Int) throws -> Picture {
    let side = min(self.width, self.height)
    let (left, top) = ((self.width - side) / 2, (self.height - side) / 2)
    return try read { () throws(PNGError) in
      try picture.resized(
        columns: left..<left + side, rows: top..<top + side, width: width, height: height)
    }
  }

  private func read(_ pixels: () throws(PNGError) -> Picture) throws -> Picture {
    do {
      return try pixels()
    } catch {
      throw Refusal("\(shown: path): \(error)")
    }
  }

  /// The file's name without folder and ending.
  static func stem(of path: String) -> String {
    URL(filePath: path).deletingPathExtension().lastPathComponent
  }
}
