import ArgumentParser

/// What inserted units are set to.
enum InsertionValue: ExpressibleByArgument, Equatable {
  /// Each unit's level, which 1 % of its activations exceed.
  case level
  /// Its mean where the concept is.
  case mean
  /// The activation at this probability.
  case quantile(Double)

  init?(argument: String) {
    switch argument {
    case "level": self = .level
    case "mean": self = .mean
    default:
      guard let probability = Double(argument), 0...1 ~= probability else { return nil }
      self = .quantile(probability)
    }
  }

  var defaultValueDescription: String { name }

  var name: String {
    switch self {
    case .level: "level"
    case .mean: "mean"
    case .quantile(let probability): "\(probability)"
    }
  }
}
