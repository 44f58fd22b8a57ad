import Files

/// Why a recipe file cannot be used.
package enum RecipeError: Error, Equatable {
  case malformed(String)
  case wrongFormat(found: String)
  case unsupportedVersion(Int)
  case noUnits(recipe: String)
  case repeatedUnit(recipe: String)
  case wrongCount(recipe: String, list: String, expected: Int, found: Int)
  case unknownDraw(recipe: String, draw: String, known: [String])
  case unknownLayer(String, known: [String])
  case wrongUnits(layer: String, expected: Int, found: Int)
  case unitOutOfRange(recipe: String, unit: Int, count: Int)
  case repeatedLayer(String)
  /// A number of the file that is outside what it may be.
  case outOfRange(String, found: Int, expected: ClosedRange<Int>)
}

extension RecipeError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .malformed(let reason): "is not a recipe file: \(reason)"
    case .wrongFormat(let found): "has format '\(shown: found)', expected '\(RecipeBook.format)'"
    case .unsupportedVersion(let version):
      "has version \(version), this program reads version \(RecipeBook.version)"
    case .noUnits(let recipe): "recipe '\(shown: recipe)' has no units"
    case .repeatedUnit(let recipe): "recipe '\(shown: recipe)' names a unit twice"
    case .wrongCount(let recipe, let list, let expected, let found):
      "recipe '\(shown: recipe)': \(shown: list) has \(found) numbers, expected \(expected)"
    case .unknownDraw(let recipe, let draw, let known):
      "recipe '\(shown: recipe)' draws with '\(shown: draw)', but has "
        + (known.isEmpty ? "no draws" : "\(shown: known)")
    case .unknownLayer(let layer, let known):
      "names layer '\(shown: layer)', "
        + (known.isEmpty ? "but there are no layers" : "expected one of \(shown: known)")
    case .wrongUnits(let layer, let expected, let found):
      "says that layer '\(shown: layer)' has \(found) units, the generator has \(expected)"
    case .unitOutOfRange(let recipe, let unit, let count):
      "recipe '\(shown: recipe)' names unit \(unit) of a layer with \(count) units"
    case .repeatedLayer(let layer): "has layer '\(shown: layer)' twice"
    case .outOfRange(let field, let found, let expected):
      "has \(field) \(found), expected \(expected.lowerBound) to \(expected.upperBound)"
    }
  }
}
