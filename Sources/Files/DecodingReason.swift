import FoundationEssentials

/// Says in one line what is wrong with a JSON file.
package enum DecodingReason {
  /// Names the place in the file, what is wrong there, and what was expected.
  package static func text(of error: any Error) -> String {
    switch error {
    case let error as MemoryBudget.Exceeded: "it \(error)"
    case DecodingError.keyNotFound(let key, let context):
      "no '\(shown: key.stringValue)' at \(place(context))"
    case DecodingError.typeMismatch(let type, let context),
      DecodingError.valueNotFound(let type, let context):
      "\(place(context)): expected \(name(of: type))"
    case DecodingError.dataCorrupted(let context) where !context.codingPath.isEmpty:
      "\(place(context)): \(reason(context))"
    default: "the JSON is damaged"
    }
  }

  /// What a person calls a type of Swift.
  private static func name(of type: any Any.Type) -> String {
    switch type {
    case is any FixedWidthInteger.Type: "a whole number"
    case is any BinaryFloatingPoint.Type: "a number"
    case is String.Type: "a text"
    case is Bool.Type: "true or false"
    case is [Any].Type: "a list"
    case is [String: Any].Type: "an object"
    default: "another value"
    }
  }

  /// What was found; for an unknown word, Swift also names the type.
  private static func reason(_ context: DecodingError.Context) -> String {
    let text = context.debugDescription
    guard text.hasPrefix("Cannot initialize "),
      let word = text.firstRange(of: " from invalid String value ")
    else { return "\(shown: text)" }
    return "'\(shown: text[word.upperBound...])' is not known"
  }

  private static func place(_ context: DecodingError.Context) -> String {
    let place = context.codingPath.reduce(into: "") { place, key in
      if let index = key.intValue {
        place += "[\(index)]"
      } else {
        place += place.isEmpty ? "\(shown: key.stringValue)" : ".\(shown: key.stringValue)"
      }
    }
    return place.isEmpty ? "the top" : place
  }
}
