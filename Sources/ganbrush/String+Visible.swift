extension String {
  /// The text with control characters written out, as a name from a file may hold any: printed as it
  /// is, it could move the cursor or change the terminal.
  var visible: String {
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
