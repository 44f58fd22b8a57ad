import Glibc

/// The format of a file that is written, as the ending of its name tells.
package enum FileFormat: String, Sendable {
  case png = "png"
  case json = "json"
  case safetensors = "safetensors"
  case npy = "npy"

  /// Refuses a name whose ending tells something else; one without an ending tells nothing.
  ///
  /// Anything but a regular file, such as a device, may have any name.
  ///
  /// - Parameters:
  ///   - path: The name.
  ///   - others: Formats that the file may have as well.
  /// - Throws: ``OutputError/wrongEnding(_:found:expected:)``.
  package func check(_ path: String, or others: [FileFormat] = []) throws(OutputError) {
    guard let refusal = refusal(of: path, or: others) else { return }
    var status = stat()
    let isThere = unsafe stat(path, &status) == 0
    guard !isThere || status.st_mode & S_IFMT == S_IFREG else { return }
    throw refusal
  }

  /// Why a file of the format cannot have a name; nil where it can, also without an ending.
  package func refusal(of path: String, or others: [FileFormat] = []) -> OutputError? {
    let endings = ([self] + others).map(\.rawValue)
    guard let ending = Self.ending(of: path), !endings.contains(ending.lowercased()) else {
      return nil
    }
    return .wrongEnding(path, found: ending, expected: endings)
  }

  /// What follows the last dot of a file's name; nil where there is nothing, or only the dot of a
  /// hidden file.
  package static func ending(of path: String) -> String? {
    let name = path.utf8.split(separator: UInt8(ascii: "/")).last ?? path.utf8[...]
    guard let dot = name.lastIndex(of: UInt8(ascii: ".")), dot > name.startIndex else { return nil }
    let ending = path[name.index(after: dot)..<name.endIndex]
    return ending.isEmpty ? nil : String(ending)
  }
}
