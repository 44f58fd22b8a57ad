package import Causes

/// What ablating units of a layer did to the areas of concepts: the file `ablation.json`.
package struct AblationReport: Encodable, Equatable, Sendable {
  /// A concept and how much of a picture it covers, 0 to 1.
  package struct Area: Encodable, Equatable, Sendable {
    package let name: String
    package let share: Double
    /// Half of its 99 % confidence interval; nil for a single picture.
    package let interval: Double?

    package init(_ name: String, _ pixels: SampleMean, of all: Int) {
      self.name = name
      share = pixels.mean / Double(all)
      interval = pixels.interval.map { $0 / Double(all) }
    }

    private enum CodingKeys: String, CodingKey {
      case name = "name"
      case share = "share"
      case interval = "interval"
    }
  }

  /// So many units, ablated together.
  package struct Step: Encodable, Equatable, Sendable {
    package let units: Int
    /// By concept, in the order of `areas`; nil for one that no picture has.
    package let changes: [RelativeChange?]
    /// What as many random units do to the concept, one set after another.
    package let random: [RelativeChange]

    package init(units: Int, changes: [RelativeChange?], random: [RelativeChange]) {
      self.units = units
      self.changes = changes
      self.random = random
    }

    private enum CodingKeys: String, CodingKey {
      case units = "units"
      case changes = "changes"
      case random = "random"
    }
  }

  /// A unit that was ablated alone.
  package struct Single: Encodable, Equatable, Sendable {
    package let unit: Int
    /// By concept, in the order of `areas`; nil for one that no picture has.
    package let changes: [RelativeChange?]

    package init(unit: Int, changes: [RelativeChange?]) {
      self.unit = unit
      self.changes = changes
    }

    private enum CodingKeys: String, CodingKey {
      case unit = "unit"
      case changes = "changes"
    }
  }

  package let note: ExperimentNote
  /// The units of the ranking, as many as were ablated.
  package let units: [Int]
  /// By the concepts' numbers, in pictures that are left as they are.
  package let areas: [Area]
  package let steps: [Step]
  /// By unit; nil where none was ablated alone.
  package let singles: [Single]?

  package init(
    note: ExperimentNote, units: [Int], areas: [Area], steps: [Step], singles: [Single]?
  ) {
    self.note = note
    self.units = units
    self.areas = areas
    self.steps = steps
    self.singles = singles
  }

  /// The number of the concept that the ranking is of.
  package var concept: Int { areas.firstIndex { $0.name == note.concept } ?? 0 }

  /// The removal curve of the concept; nil where no picture has it.
  package var curve: RemovalCurve? {
    guard areas[concept].share > 0 else { return nil }
    return RemovalCurve(
      steps.map { step in
        RemovalCurve.Point(
          units: step.units, ranked: step.changes[concept] ?? .zero, random: step.random)
      })
  }

  /// Concepts that cover less of the pictures have too few pixels to compare shares of.
  package static let leastArea = 0.0003

  /// The numbers of the concepts that tables and charts show, those that cover most first.
  package var shownConcepts: [Int] {
    areas.indices.filter { areas[$0].share >= Self.leastArea || $0 == concept }
      .sorted { (-areas[$0].share, $0) < (-areas[$1].share, $1) }
  }

  private enum CodingKeys: String, CodingKey {
    case note = "experiment"
    case units = "units"
    case areas = "areas"
    case steps = "steps"
    case singles = "singles"
  }
}
