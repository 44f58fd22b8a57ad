/// A key and what it does now, for the last line.
package struct Hint: Equatable, Sendable {
  package let keys: String
  package let text: String

  package init(_ keys: String, _ text: String) {
    self.keys = keys
    self.text = text
  }

  package var width: Int { keys.count + 1 + text.count }
}
