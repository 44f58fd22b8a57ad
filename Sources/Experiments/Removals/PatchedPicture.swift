package import Units

/// A picture that shows a concept, and the patch where it does.
package struct PatchedPicture: Sendable {
  package let id: Int
  package let labels: LabelMap
  package let patch: ConceptPatch
}
