import Glibc

/// The format of a file that is written, as the ending of its name tells.
package enum FileFormat: String, Sendable {
  case png = "png"
  case json = "json"
  case safetensors = "safetensors"

  /// Refuses a name whose ending tells something else; one without an ending tells nothing.
  ///
  /// Anything but a regular file, such as a device, may have any name.
  package func check(_ path: String) throws(OutputError) {
    let name = path.utf8.split(separator: UInt8(ascii: "/")).last ?? path.utf8[...]
    guard let dot = name.lastIndex(of: UInt8(ascii: ".")), dot > name.startIndex else { return }
    let ending = String(path[name.index(after: dot)..<name.endIndex])
    guard !ending.isEmpty, ending.lowercased() != rawValue else { return }
    var status = stat()
    let isThere = unsafe stat(path, &status) == 0
    guard !isThere || status.st_mode & S_IFMT == S_IFREG else { return }
    throw .wrongEnding(path, found: ending, expected: rawValue)
  }
}
