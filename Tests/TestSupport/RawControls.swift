extension String {
  /// Whether a terminal would obey or reorder anything in it but the ends of lines.
  package var hasRawControls: Bool {
    unicodeScalars.contains { scalar in
      scalar != "\n" && [.control, .format].contains(scalar.properties.generalCategory)
    }
  }
}
