extension DefaultStringInterpolation {
  /// Appends a name from outside in a form that a terminal may show: `"tensor '\(shown: name)'"`.
  ///
  /// Names of files, tensors, concepts and layers may hold anything. This is the one way to put them
  /// into a message or a table.
  package mutating func appendInterpolation(shown name: some StringProtocol) {
    appendLiteral(String(name).shown())
  }

  /// Appends the first of many names, separated by commas, and how many more there are.
  package mutating func appendInterpolation(shown names: some Collection<String>) {
    let most = 20
    appendLiteral(names.prefix(most).map { $0.shown() }.joined(separator: ", "))
    if names.count > most { appendLiteral(" and \(names.count - most) more") }
  }
}

extension String {
  /// The text with control and format characters written out, cut after `limit` scalars.
  ///
  /// Escape sequences could change the terminal, and bidirectional controls the order of the text.
  /// Scalars are counted, because one character may hold a million combining marks.
  ///
  /// - Complexity: O(`limit`), however long the text is.
  package func shown(limit: Int = 120) -> String {
    let cut = unicodeScalars.index(
      unicodeScalars.startIndex, offsetBy: limit, limitedBy: unicodeScalars.endIndex)
    guard let cut, cut < unicodeScalars.endIndex else { return visible }
    return String(self[..<cut]).visible + "…"
  }

  /// The whole text with control and format characters written out, such as `\u{1B}`.
  package var visible: String {
    unicodeScalars.contains(where: Self.isControl)
      ? unicodeScalars.map { Self.isControl($0) ? $0.escaped(asASCII: true) : String($0) }.joined()
      : self
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }
}
