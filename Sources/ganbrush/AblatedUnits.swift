import ArgumentParser
import Files
import Networks
import Units

/// Units of a layer to switch off, as a person names them: `features.26:3,7,20-25`.
struct AblatedUnits: ExpressibleByArgument {
  let layer: LayerName
  /// Rising, each once.
  let units: [Int]

  /// More than any layer has.
  private static let limit = 1_000_000

  init?(argument: String) {
    guard let colon = argument.lastIndex(of: ":") else { return nil }
    var units: Set<Int> = []
    for part in argument[argument.index(after: colon)...].split(
      separator: ",", omittingEmptySubsequences: false)
    {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
      guard 1...2 ~= ends.count, let first = ends[0], let last = ends[ends.count - 1],
        0 <= first, first <= last, last < Self.limit
      else { return nil }
      units.formUnion(first...last)
    }
    layer = LayerName(rawValue: String(argument[..<colon]))
    self.units = units.sorted()
  }

  /// The change to a classifier's features.
  ///
  /// - Throws: `Refusal`, where the classifier has no such layer or units.
  func intervention(on classifier: Classifier) throws -> Intervention {
    guard let found = classifier.layer(layer) else {
      throw Refusal(
        "\(NetworkError.unknownLayer(layer, known: classifier.layers.map(\.name)))", status: 2)
    }
    if let unit = units.first(where: { $0 >= found.units }) {
      throw Refusal(
        "\(NetworkError.unitOutOfRange(Unit(layer, unit), units: found.units))", status: 2)
    }
    return Intervention(
      setting: Dictionary(uniqueKeysWithValues: units.map { ($0, 0) }), of: layer, on: found.grid)
  }
}
