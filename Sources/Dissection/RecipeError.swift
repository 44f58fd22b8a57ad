/// Why a recipe file cannot be used.
package enum RecipeError: Error, Equatable {
  case unreadable(String)
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
}

extension RecipeError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unreadable(let reason): "cannot be read: \(reason)"
    case .malformed(let reason): "is not a recipe file: \(reason)"
    case .wrongFormat(let found): "has format '\(found)', expected '\(RecipeBook.format)'"
    case .unsupportedVersion(let version):
      "has version \(version), this program reads version \(RecipeBook.version)"
    case .noUnits(let recipe): "recipe '\(recipe)' has no units"
    case .repeatedUnit(let recipe): "recipe '\(recipe)' names a unit twice"
    case .wrongCount(let recipe, let list, let expected, let found):
      "recipe '\(recipe)': \(list) has \(found) numbers, expected \(expected)"
    case .unknownDraw(let recipe, let draw, let known):
      "recipe '\(recipe)' draws with '\(draw)', but has \(known.joined(separator: ", "))"
    case .unknownLayer(let layer, let known):
      "names layer '\(layer)', the generator has \(known.joined(separator: ", "))"
    case .wrongUnits(let layer, let expected, let found):
      "says that layer '\(layer)' has \(found) units, the generator has \(expected)"
    case .unitOutOfRange(let recipe, let unit, let count):
      "recipe '\(recipe)' names unit \(unit) of a layer with \(count) units"
    }
  }
}
