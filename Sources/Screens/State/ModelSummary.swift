/// A model that can be opened, for the list of models.
package struct ModelSummary: Equatable, Sendable {
  package let name: String
  package let path: String
  /// What it is, in plain words.
  package let text: String
  /// Whether it is the one that draws now.
  package let isOpen: Bool

  package init(name: String, path: String, text: String, isOpen: Bool) {
    self.name = name
    self.path = path
    self.text = text
    self.isOpen = isOpen
  }
}
