import Files
import FoundationEssentials

/// Says in one line where a JSON file departs from what it should be.
package enum DecodingReason {
  package static func text(of error: any Error) -> String {
    switch error {
    case let error as MemoryBudget.Exceeded: error.description
    case DecodingError.keyNotFound(let key, let context):
      "no '\(shown: key.stringValue)' at \(place(context))"
    case DecodingError.typeMismatch(let type, let context),
      DecodingError.valueNotFound(let type, let context):
      "no \(type) at \(place(context))"
    case DecodingError.dataCorrupted(let context) where !context.codingPath.isEmpty:
      "\(shown: context.debugDescription) at \(place(context))"
    default: "the JSON is damaged"
    }
  }

  private static func place(_ context: DecodingError.Context) -> String {
    let keys = context.codingPath.map { "\(shown: $0.stringValue)" }
    return keys.isEmpty ? "the top" : keys.joined(separator: ".")
  }
}
