import FoundationEssentials

/// Says in one line where a JSON file departs from what it should be.
package enum DecodingReason {
  package static func text(of error: any Error) -> String {
    switch error {
    case DecodingError.keyNotFound(let key, let context):
      "no '\(key.stringValue)' at \(place(context))"
    case DecodingError.typeMismatch(let type, let context),
      DecodingError.valueNotFound(let type, let context):
      "no \(type) at \(place(context))"
    case DecodingError.dataCorrupted(let context) where !context.codingPath.isEmpty:
      "\(context.debugDescription) at \(place(context))"
    default: "the JSON is damaged"
    }
  }

  private static func place(_ context: DecodingError.Context) -> String {
    context.codingPath.isEmpty
      ? "the top" : context.codingPath.map(\.stringValue).joined(separator: ".")
  }
}
