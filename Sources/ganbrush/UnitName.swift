import ArgumentParser
import Units

/// A layer, or one of its units, as a person names them: `layer4` or `layer4:119`.
struct UnitName: ExpressibleByArgument {
  let layer: LayerName
  /// Nil for the whole layer.
  let channel: Int?

  init?(argument: String) {
    guard let colon = argument.lastIndex(of: ":") else {
      (layer, channel) = (LayerName(rawValue: argument), nil)
      return
    }
    guard let number = Int(argument[argument.index(after: colon)...]), number >= 0 else {
      return nil
    }
    (layer, channel) = (LayerName(rawValue: String(argument[..<colon])), number)
  }
}
