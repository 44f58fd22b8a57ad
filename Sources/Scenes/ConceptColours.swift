package import Pictures

/// The colours that stand for a segmenter's concepts in pictures of label maps.
package struct ConceptColours {
  /// One a concept, by its number.
  package let palette: [Pixel]

  /// Gives concepts of the world the colours that `scenes --labels` has, and others one each.
  ///
  /// - Parameters:
  ///   - concepts: Their names.
  ///   - chosen: Colours that a person has chosen for some names.
  package init(_ concepts: [String], chosen: [String: Pixel] = [:]) {
    let known = Dictionary(uniqueKeysWithValues: Concept.allCases.map { ($0.name, $0.colour) })
    palette = concepts.enumerated().map { chosen[$1] ?? known[$1] ?? Self.colour(of: $0) }
  }

  /// Hues a golden section apart, so that colours that follow each other differ; three shades.
  private static func colour(of number: Int) -> Pixel {
    let hue = (Double(number) * 0.618_033_988_75).truncatingRemainder(dividingBy: 1)
    let value = [0.95, 0.7, 0.5][number % 3]
    let saturation = 0.75
    func channel(_ offset: Double) -> UInt8 {
      let place = (hue * 6 + offset).truncatingRemainder(dividingBy: 6)
      let part = min(max(min(place, 4 - place), 0), 1)
      return UInt8((255 * value * (1 - saturation * part)).rounded())
    }
    return Pixel(channel(5), channel(3), channel(1))
  }
}
