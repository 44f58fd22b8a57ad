/// What the units of a layer are on the mean where a picture shows a concept, and where it could but
/// does not.
package struct UnitContrast: Sendable {
  /// By unit: the mean over cells, each weighed by its share of the concept's pixels.
  package let present: [Float]
  /// By unit: the mean over cells without the concept, each weighed by how much of the concept its place
  /// shows in all pictures: a door is absent where doors stand, not in the sky.
  package let absent: [Float]

  /// The units by how far both means are apart, the farthest first.
  package var ranking: [Int] {
    present.indices.sorted {
      let (first, second) = (abs(present[$0] - absent[$0]), abs(present[$1] - absent[$1]))
      return first != second ? first > second : $0 < $1
    }
  }
}
