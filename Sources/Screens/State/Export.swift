/// What can be made of a session besides its picture and its file.
package struct Export: Equatable, Sendable {
  /// Raw values are what it is called.
  package enum Kind: String, Sendable {
    /// One frame an edit, the untouched picture first.
    case timeLapse = "time lapse"
    /// Both pictures side by side.
    case comparison = "before and after"

    /// What comes between a picture's name and its ending.
    var suffix: String { self == .timeLapse ? "timelapse" : "before-after" }
  }

  package let kind: Kind
  package let path: String

  package init(_ kind: Kind, path: String) {
    self.kind = kind
    self.path = path
  }
}

/// An export in the making.
package struct ExportProgress: Equatable, Sendable {
  package let kind: Export.Kind
  package let done: Int
  package let count: Int

  package init(_ kind: Export.Kind, done: Int, of count: Int) {
    self.kind = kind
    self.done = done
    self.count = count
  }

  /// How far it is, and what stops it.
  var sentence: String { "\(kind.rawValue): picture \(done) of \(count) · esc cancels it" }
}
