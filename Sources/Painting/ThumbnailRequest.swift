/// The small pictures that are wanted of a generator.
package struct ThumbnailRequest: Equatable, Sendable {
  /// In the order in which they are wanted.
  package let subjects: [ThumbnailSubject]

  package init(subjects: [ThumbnailSubject]) { self.subjects = subjects }

  /// Whether a file has to be read.
  package var namesFiles: Bool {
    subjects.contains { if case .file = $0 { true } else { false } }
  }
}
