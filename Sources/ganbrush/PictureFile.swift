import Foundation
import Pictures

/// A PNG file that a person wants to be looked at.
struct PictureFile {
  let path: String
  let picture: Picture

  /// Larger files are refused before they are read; a picture of the most pixels there may be, and
  /// of noise, is smaller.
  private static let byteLimit = 512 << 20

  /// Reads a file.
  ///
  /// - Throws: `Refusal`, which names the file.
  init(_ path: String) throws {
    let url = URL(filePath: path).resolvingSymlinksInPath()
    let attributes = try? FileManager.default.attributesOfItem(atPath: url.path)
    if let count = attributes?[.size] as? UInt64, count > UInt64(Self.byteLimit) {
      throw Refusal("\(path): \(count) bytes, expected at most \(Self.byteLimit)")
    }
    guard !FileManager.default.holdsFolder(path) else {
      throw Refusal("\(path) is a folder, expected a PNG file")
    }
    do {
      self.path = path
      picture = try PNG.decode([UInt8](try Data(contentsOf: url))).picture
    } catch let error as PNGError {
      throw Refusal("\(path): \(error)")
    } catch {
      throw Refusal("cannot read \(path): no such file, or no permission")
    }
  }

  /// The file's name without folder and ending.
  static func stem(of path: String) -> String {
    URL(filePath: path).deletingPathExtension().lastPathComponent
  }
}
