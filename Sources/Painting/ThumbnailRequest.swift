/// The small pictures that are wanted of a generator.
package struct ThumbnailRequest: Equatable, Sendable {
  /// In the order in which they are wanted.
  package let subjects: [ThumbnailSubject]

  package init(subjects: [ThumbnailSubject]) { self.subjects = subjects }
}
