import Files

/// A piece of HTML or SVG.
///
/// Names of layers, concepts and files may hold anything. Writing escapes every text and every value
/// of an attribute, so no name can end what it stands in.
package indirect enum Markup: Sendable {
  /// An attribute: its name, and its value before escaping.
  package typealias Attribute = (name: String, value: String)

  case text(String)
  case element(String, [Attribute], [Markup])

  /// An element whose content is one text.
  package static func element(
    _ name: String, _ attributes: [Attribute] = [], _ text: String
  ) -> Markup {
    .element(name, attributes, [.text(text)])
  }

  /// The piece as it stands in a file.
  package var source: String {
    var source = ""
    write(to: &source)
    return source
  }

  private static let empty: Set<String> = ["br", "circle", "img", "input", "line", "path", "rect"]

  private func write(to source: inout String) {
    switch self {
    case .text(let text): source += Self.escaped(text)
    case .element(let name, let attributes, let content):
      source += "<\(name)"
      for (name, value) in attributes { source += " \(name)=\"\(Self.escaped(value))\"" }
      if content.isEmpty && Self.empty.contains(name) {
        source += "/>"
      } else {
        source += ">"
        for piece in content { piece.write(to: &source) }
        source += "</\(name)>"
      }
    }
  }

  /// Control characters and the two that are none have no place in XML, and those of direction would
  /// turn a page around: they are written out, as `visible` does.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for character in text.visible.unicodeScalars {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\u{FFFE}", "\u{FFFF}": result += character.escaped(asASCII: true)
      default: result.unicodeScalars.append(character)
      }
    }
    return result
  }
}
