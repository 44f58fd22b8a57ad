/// Text as `man` formats it.
struct ManualText {
  private var lines: [String] = []

  /// A request to the formatter, such as `SH`, with its words.
  mutating func request(_ name: String, _ words: String...) {
    lines.append(([".\(name)"] + words.map { "\"\(Self.escaped($0))\"" }).joined(separator: " "))
  }

  mutating func section(_ title: String) { request("SH", title) }

  mutating func subsection(_ title: String) { request("SS", title) }

  /// Paragraphs, which empty lines part.
  mutating func paragraphs(_ text: String) {
    for (number, paragraph) in text.split(separator: "\n\n").enumerated() {
      if number > 0 { lines.append(".PP") }
      running(String(paragraph).replacing("\n", with: " "))
    }
  }

  /// Begins a paragraph.
  mutating func separate() { lines.append(".PP") }

  /// What is explained, in bold, with its value in italics, and the explanation.
  mutating func entry(_ term: String, _ value: String? = nil, _ text: String) {
    lines.append(".TP")
    let suffix = value.map { " \\fI\(Self.escaped($0))\\fR" } ?? ""
    lines.append("\\fB\(Self.escaped(term))\\fR\(suffix)")
    running(text)
  }

  /// Lines of a shell, as they are.
  mutating func example(_ commands: [String]) {
    if lines.last?.hasPrefix(".SH") != true { separate() }
    lines.append(".nf")
    commands.forEach { line("    \($0)") }
    lines.append(".fi")
  }

  /// Adds a line as it is.
  private mutating func line(_ text: String) {
    let escaped = Self.escaped(text)
    // A dot or an apostrophe at the beginning would be a request.
    lines.append([".", "'"].contains(escaped.prefix(1)) ? "\\&\(escaped)" : escaped)
  }

  /// Adds running text in lines of the length that checkers of manual pages ask for.
  mutating func running(_ text: String) {
    var line = ""
    for word in text.split(separator: " ") {
      if !line.isEmpty, Self.escaped(line + word).count > 76 {
        self.line(line)
        line = ""
      }
      line += line.isEmpty ? word : " \(word)"
    }
    if !line.isEmpty { self.line(line) }
  }

  /// Text in which nothing is a request or another sign: a plain hyphen would become a dash.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result += "\\e"
      case "-": result += "\\-"
      case "\"": result += "\\(dq"
      case "`": result += "\\(ga"
      case "^": result += "\\(ha"
      case "~": result += "\\(ti"
      case _ where scalar.isASCII: result.unicodeScalars.append(scalar)
      default:
        let digits = String(scalar.value, radix: 16, uppercase: true)
        result += "\\[u\(String(repeating: "0", count: max(0, 4 - digits.count)))\(digits)]"
      }
    }
    return result
  }

  var text: String { lines.joined(separator: "\n") + "\n" }
}
