package import Units

/// Where the files of a layer lie in a report's folder.
///
/// A layer's name comes from a checkpoint and may hold anything, `../..` too.
package struct LayerSite: Equatable, Sendable {
  /// The name of the folder: the layer's, with what other letters than `A` to `Z`, digits and `._-`
  /// stand for as `%2F`, and so does a period at the beginning.
  package let folder: String

  package init(_ layer: LayerName) {
    let name = Self.encoded(layer.rawValue, keepingFirst: false)
    folder = name.isEmpty ? "%" : name
  }

  /// The address of a file in the folder, relative to that of the report's page.
  package func address(of file: String) -> String {
    Self.encoded(folder, keepingFirst: true) + "/" + file
  }

  private static func encoded(_ text: String, keepingFirst: Bool) -> String {
    var result = ""
    for (place, byte) in text.utf8.enumerated() {
      let isPlain: Bool =
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
          true
        case UInt8(ascii: "."): place > 0 || keepingFirst
        default: false
        }
      let digits = String(byte, radix: 16, uppercase: true)
      result +=
        isPlain
        ? String(UnicodeScalar(byte)) : "%" + (digits.count < 2 ? "0" : "") + digits
    }
    return result
  }
}
