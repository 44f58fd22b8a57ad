/// What a person has to know of the journal.
package struct JournalNotice: Equatable, Sendable {
  package let text: String
  /// Whether strokes are kept from now on.
  package let areStrokesKept: Bool
}
