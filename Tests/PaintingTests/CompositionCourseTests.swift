import Painting
import TestSupport
import Testing
import Units

@Suite struct CompositionCourseTests {
  private static let layers = [
    LayerSummary(name: "main.2", units: 16, grid: Grid(height: 4, width: 4)),
    LayerSummary(name: "main.5", units: 16, grid: Grid(height: 8, width: 8)),
    LayerSummary(name: "main.7", units: 3, grid: Grid(height: 16, width: 16)),
  ]

  /// Every number by its bits, because sums of wild values need not be numbers.
  private static func bits(_ composition: Composition) -> [LayerName: [Int: [UInt32]]] {
    var bits: [LayerName: [Int: [UInt32]]] = [:]
    for intervention in composition.interventions {
      bits[intervention.layer] = intervention.maps.mapValues { map in
        (map.alphas + map.values).map(\.bitPattern)
      }
    }
    return bits
  }

  @Test(arguments: UInt64(0)..<40)
  func `sessions one after the other compose as each by itself, bit by bit`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var history = EditHistory(Session(latent: Latent(id: 1), layer: "main.5"))
    var course = CompositionCourse(layers: Self.layers)
    for _ in 0..<60 {
      history.makeRandomStep(&random)
      let found = course.composition(of: history.session)
      let expected = Composition(history.session, layers: Self.layers)
      #expect(Self.bits(found) == Self.bits(expected))
    }
  }

  @Test func `a stroke is composed once, and undo needs few others`() {
    var session = Session(latent: Latent(id: 1), layer: "main.5")
    var course = CompositionCourse(layers: Self.layers)
    for number in 0..<1000 {
      session.strokes.append(StrokeListTests.stroke(number))
      _ = course.composition(of: session)
    }
    #expect(course.strokesComposed == 1000)
    while !session.strokes.isEmpty {
      session.strokes.removeLast()
      _ = course.composition(of: session)
    }
    // Undoing everything costs a logarithm a step, not the whole each time.
    #expect(course.strokesComposed < 1000 + 1000 * 10)
  }
}
