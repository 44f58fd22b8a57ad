package import Causes

/// What inserting units at single cells did to a concept: the file `insertion.json`.
package struct InsertionReport: Encodable, Equatable, Sendable {
  /// What stood in the middle of the cells.
  package struct Context: Encodable, Equatable, Sendable {
    package let name: String
    /// How many cells had it.
    package let insertions: Int
    /// What an insertion adds, as a share of the concept's pixels in a picture; nil where it has none.
    package let change: RelativeChange?
    /// The pixels that an insertion adds.
    package let pixels: Double
    /// The standard deviation of single insertions, as a share like `change`.
    package let deviation: Double?
    /// The same with random units.
    package let random: RelativeChange?

    /// Takes a context out of tallies.
    ///
    /// - Parameters:
    ///   - name: The concept's name.
    ///   - number: Its number.
    ///   - tally: What was counted.
    ///   - control: The same with random units, if they were inserted.
    package init(
      _ name: String, _ number: Int, in tally: ContextTally, control: ContextTally?
    ) {
      let gain = tally.gains[number]
      self.name = name
      insertions = gain.count
      change = tally.share(in: number)
      pixels = gain.mean
      deviation = tally.before.mean > 0 ? gain.deviation / tally.before.mean : nil
      random = control?.share(in: number)
    }

    /// Whether the published chart would show it.
    package var isFrequent: Bool { insertions >= ContextTally.leastInsertions }

    private enum CodingKeys: String, CodingKey {
      case name = "name"
      case insertions = "insertions"
      case change = "change"
      case pixels = "pixels"
      case deviation = "deviation"
      case random = "random"
    }
  }

  /// A unit and what it was set to.
  package struct Setting: Encodable, Equatable, Sendable {
    package let unit: Int
    package let value: Float

    package init(unit: Int, value: Float) {
      self.unit = unit
      self.value = value
    }

    private enum CodingKeys: String, CodingKey {
      case unit = "unit"
      case value = "value"
    }
  }

  package let note: ExperimentNote
  /// What the units were set to: `level`, `mean`, or a quantile.
  package let value: String
  package let units: [Setting]
  /// The random units, if they were inserted as well.
  package let randomUnits: [Setting]?
  /// The concept's pixels in a picture that is left as it is.
  package let pixels: Double
  /// Those that occurred, the one that takes most first.
  package let contexts: [Context]

  package init(
    note: ExperimentNote, value: String, units: [Setting], randomUnits: [Setting]?,
    concepts: [String], _ tally: ContextTally, control: ContextTally?
  ) {
    self.note = note
    self.value = value
    self.units = units
    self.randomUnits = randomUnits
    pixels = tally.before.mean
    contexts = concepts.indices.filter { tally.gains[$0].count > 0 }
      .map { Context(concepts[$0], $0, in: tally, control: control) }
      .sorted { (-$0.pixels, $0.name) < (-$1.pixels, $1.name) }
  }

  private enum CodingKeys: String, CodingKey {
    case note = "experiment"
    case value = "value"
    case units = "units"
    case randomUnits = "randomUnits"
    case pixels = "pixels"
    case contexts = "contexts"
  }
}
