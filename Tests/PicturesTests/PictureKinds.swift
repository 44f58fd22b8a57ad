import Foundation
import Testing

/// Files of every kind that scripts collected, and the pixels that Pillow reads in them.
///
/// `pngs` is all of PngSuite, and one of each kind of make_fixtures.py; `photos` are JPEG and WebP files.
struct PictureKinds {
  /// A file, and what it shows.
  struct Entry: Decodable, Sendable, CustomTestStringConvertible {
    let name: String
    fileprivate let file: Int
    fileprivate let count: Int
    /// These are missing for files that are broken.
    let width: Int?
    let height: Int?
    fileprivate let pixels: Int?

    var testDescription: String { name }
  }

  let entries: [Entry]
  private let bytes: [UInt8]

  init(_ name: String = "pngs", file: String = #filePath) throws {
    let folder = URL(filePath: file).deletingLastPathComponent().appending(path: "Fixtures")
    bytes = Array(try Data(contentsOf: folder.appending(path: "\(name).bin")))
    entries = try JSONDecoder().decode(
      [Entry].self, from: try Data(contentsOf: folder.appending(path: "\(name).json")))
  }

  func file(_ entry: Entry) -> [UInt8] { Array(bytes[entry.file..<entry.file + entry.count]) }

  /// Red, green, blue and opacity of each pixel.
  func pixels(_ entry: Entry) -> [UInt8]? {
    guard let start = entry.pixels, let width = entry.width, let height = entry.height else {
      return nil
    }
    return Array(bytes[start..<start + 4 * width * height])
  }

  static let whole: [Entry] = all.filter { $0.width != nil }
  static let broken: [Entry] = all.filter { $0.width == nil }
  static let photos: [Entry] = (try? PictureKinds("photos"))?.entries ?? []
  private static let all = (try? PictureKinds())?.entries ?? []
}
