package import Dissection

/// A concept that units of a layer match, and how many do.
package struct ConceptCount: Equatable, Sendable {
  /// Its place in `DissectionReport.concepts`.
  package let concept: Int
  package let name: String
  package let category: String
  package let units: Int

  /// Counts the matching units of a layer by their labels, in the order of published charts: by
  /// category, then the concepts with most units first.
  package static func counts(
    of layer: LayerReport, _ concepts: [DissectionReport.ConceptNote]
  ) -> [ConceptCount] {
    var units: [Int: Int] = [:]
    for unit in layer.units where unit.matches { units[unit.label, default: 0] += 1 }
    let known = ConceptCategory.allCases.map(\.rawValue)
    func rank(_ count: ConceptCount) -> Int { known.firstIndex(of: count.category) ?? known.count }
    return units.map { concept, count in
      ConceptCount(
        concept: concept, name: concepts[concept].name, category: concepts[concept].category,
        units: count)
    }.sorted {
      (rank($0), $0.category, -$0.units, $0.concept)
        < (rank($1), $1.category, -$1.units, $1.concept)
    }
  }

  /// How many concepts of each category there are, such as "12 objects".
  package static func categories(_ counts: [ConceptCount]) -> [(category: String, count: Int)] {
    var result: [(category: String, count: Int)] = []
    for count in counts {
      if result.last?.category == count.category {
        result[result.count - 1].count += 1
      } else {
        result.append((count.category, 1))
      }
    }
    return result
  }
}
