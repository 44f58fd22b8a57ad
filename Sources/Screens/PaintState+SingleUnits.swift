import Cells
import Recipes
import Files
package import Units
package import Painting

/// Single units in the order of how unusual they are under the brush, as it was when asked for.
package struct UnitRanking: Equatable, Sendable {
  package let layer: LayerName
  package let latent: Latent
  /// The cells under the brush, row by row.
  package let cells: [Int]
  /// For each unit, its mean quantile in the cells, 0...1.
  package let quantiles: [Float]

  /// The units, the most unusual first.
  package var units: [Int] {
    quantiles.indices.sorted { (-quantiles[$0], $0) < (-quantiles[$1], $1) }
  }
}

extension PaintState {
  /// Whether the layer has no recipes, so that each of its units is a brush.
  package var paintsSingleUnits: Bool { Self.namedConcepts(recipes, session.layer) == nil }

  /// Whether activations of the layer are still to be measured.
  package var isMeasuring: Bool {
    if case .failed = measurement?.state { return false }
    return quantiles == nil
  }

  /// How much of the layer has been measured.
  package var measuredPercent: Int {
    if case .running(let percent) = measurement?.state { percent } else { 0 }
  }

  private static func namedConcepts(
    _ recipes: RecipeBook?, _ layer: LayerName
  ) -> RecipeBook.Chapter? {
    recipes?.chapter(layer).flatMap { $0.recipes.isEmpty ? nil : $0 }
  }

  /// Lists the concepts of the session's layer, and keeps the choice where it is among them.
  mutating func takeBrushes() {
    let named = Self.namedConcepts(recipes, session.layer)
    chapter =
      named
      ?? RecipeBook.Chapter(singleUnitsOf: layer, quantiles: measured[session.layer])
    brushes = chapter.brushes(ranked: metric)
    if unitRanking?.layer != session.layer { unitRanking = nil }
    if let unitRanking, named == nil { brushes = unitRanking.units.map { brushes[$0] } }
    if !brushes.contains(where: { $0.concept == conceptName }) {
      conceptName = brushes[0].concept
    }
  }

  /// Says how to get concepts, when there are none.
  mutating func explainSingleUnits(_ candidates: [String]) {
    say(
      candidates.first.map { "recipes that may fit: --recipes \(shown: $0)" }
        ?? "single units are the brushes; --recipes FILE gives concepts")
  }

  /// Complains when the chosen brush has no values to draw with yet.
  mutating func lacksDrawValues() -> Bool {
    guard paintsSingleUnits, quantiles == nil else { return false }
    complainOfMeasurement("the level of \(shown: conceptName)")
    return true
  }

  /// Says why something measured is not there.
  mutating func complainOfMeasurement(_ wanted: String) {
    if case .failed(let reason) = measurement?.state {
      complain("\(wanted) cannot be measured: \(reason)")
    } else {
      complain("\(wanted) is still being measured (\(measuredPercent) %)")
    }
  }

  /// Takes over how far a measurement is, and its result.
  package mutating func show(_ measurement: LayerMeasurement) {
    if case .finished(let table) = measurement.state { measured[measurement.layer] = table }
    guard measurement.layer == session.layer else { return }
    if case .finished = measurement.state {
      self.measurement = nil
      takeBrushes()
    } else {
      self.measurement = measurement
    }
  }

  /// Ranks single units by how unusual they are under the brush; again at once, by their number.
  mutating func rankUnitsAtBrush() {
    guard let quantiles else {
      return complainOfMeasurement("the activity of \(shown: layer.name)")
    }
    guard rendered?.request.session.latent == session.latent, let features = shownFeatures else {
      return complain("the picture is not there yet")
    }
    let rows = (brushOrigin.row..<brushOrigin.row + brush).clamped(to: 0..<grid.height)
    let columns = (brushOrigin.column..<brushOrigin.column + brush).clamped(to: 0..<grid.width)
    let cells = rows.flatMap { row in columns.map { row * grid.width + $0 } }
    let means = (0..<layer.units).map { unit in
      cells.reduce(Float(0)) { sum, cell in
        let activation = features[unit: unit, cell: cell]
        return sum + quantiles.quantile(of: activation, unit: unit)
      } / Float(cells.count)
    }
    let ranking = UnitRanking(
      layer: session.layer, latent: session.latent, cells: cells, quantiles: means)
    if ranking == unitRanking {
      unitRanking = nil
      say("units by number")
    } else {
      unitRanking = ranking
      conceptName = RecipeBook.Chapter.concept(ofUnit: ranking.units[0])
      say("units most unusual under the brush first; r again: by number")
    }
    takeBrushes()
  }

  /// Chooses a concept by its name or its beginning, or a single unit by its number.
  mutating func find(_ text: String) {
    let name = Int(text).map { RecipeBook.Chapter.concept(ofUnit: $0) } ?? text.lowercased()
    guard
      let found = brushes.first(where: { $0.concept.lowercased() == name })
        ?? brushes.first(where: { $0.concept.lowercased().hasPrefix(name) })
    else {
      return complain(
        paintsSingleUnits
          ? "\(shown: layer.name) has units 0 to \(layer.units - 1)"
          : "\(shown: layer.name) has no concept '\(shown: text)'")
    }
    conceptName = found.concept
  }
}
