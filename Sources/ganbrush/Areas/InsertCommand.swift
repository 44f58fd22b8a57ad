import ArgumentParser
import Causes
import Experiments
import Files
import Networks
import Painting
import Pictures
import Reports
import Terminal
import Units

/// Inserts units cell by cell, and tells where the concept takes.
struct InsertCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "insert", abstract: "Raise units cell by cell, and measure where a concept takes.",
    discussion: """
      In each of many pictures the best units of a ranking are set to a high value at a single cell, \
      one cell after another, so that a layer of 8×8 cells takes 64 pictures. A segmenter counts the \
      pixels that the concept gains in the whole picture, and the means are listed by what stood in \
      the middle of the cell before, as a share of the concept's pixels in a picture (PNAS 2020). The \
      99 % interval counts pictures, because cells of one picture resemble each other. As a control \
      as many random units are inserted in the same way.

      --id makes the map of one picture: how many pixels the concept gains by cell. With --out the \
      folder gets contexts.svg and insertion.json, or map.png with --id.
      """)

  @OptionGroup var options: StudyOptions

  @Option(help: "The concept that is inserted.", completion: .concepts)
  var concept: String

  @Option(help: "What orders the units: iou, by the dissection, or the metric of a recipe.")
  var ranking = "iou"

  @Option(
    number: "--units", in: 1...1_000_000,
    help: "How many of the best units are raised: 20, but at most half of the layer's.")
  var units: Int?

  @Option(
    help: """
      What they are set to: level (the 0.99 quantile), mean (where the concept is), or the quantile \
      of another probability, such as the published 0.995.
      """)
  var value = InsertionValue.level

  @OptionGroup var pictures: PictureRange

  @Option(
    number: "--id", in: 0...Latent.maximumID,
    help: "The map of this one picture.")
  var id: Int?

  @Flag(help: "Leave the control with random units out.")
  var noControl = false

  @Flag(help: "Print one JSON object.")
  var json = false

  @Option(help: "The folder for the chart and the numbers.", completion: .directory)
  var out: String?

  @OptionGroup var overwriting: OverwriteOptions

  @OptionGroup var verbosity: VerbosityOptions

  func validate() throws {
    if id != nil {
      if let option = pictures.named {
        throw ValidationError("--id and \(option) exclude each other")
      }
      if noControl {
        throw ValidationError("--id has no control; --no-control is for many pictures")
      }
    }
    if out == "-" { throw ValidationError("--out is -, expected a folder") }
  }

  func run() throws {
    if let out { try overwriting.expectFree(id == nil ? Self.files : [Self.mapFile], in: out) }
    let studied = try options.open()
    let number = try studied.concept(concept)
    let order = try studied.units(for: concept, ranked: ranking)
    if let units { try studied.expect(units, of: order, for: concept) }
    let chosen = Array(order.prefix(units ?? min(20, max(1, studied.mostUnitsWithControl))))
    let values = try studied.values(value, of: chosen, for: concept)
    let concepts = studied.labels.segmenter.concepts
    let experiment = InsertionExperiment(
      values, at: studied.layer, of: number, conceptCount: concepts.count)
    if let id { return try map(of: id, experiment, studied) }
    let control = noControl ? nil : try self.control(without: chosen, number, studied)
    var tallies = (units: experiment.tally, random: experiment.tally)
    try studied.study(
      pictures.ids,
      find: { (generator, id, isCancelled) throws(DissectionError) in
        guard
          let found = try experiment.picture(of: id, in: generator, isCancelled: isCancelled)
        else { return nil }
        guard let control else { return (units: found, random: nil) }
        let random = try control.picture(of: id, in: generator, isCancelled: isCancelled)
        return random.map { (units: found, random: Optional($0)) }
      },
      take: { (found: (units: InsertionExperiment.Picture, random: InsertionExperiment.Picture?)) in
        tallies.units.add(before: found.units.before, found.units.insertions)
        if let random = found.random {
          tallies.random.add(before: random.before, random.insertions)
        }
      })
    let report = InsertionReport(
      note: try studied.note(of: concept, ranking: ranking, pictures: pictures.ids),
      value: value.name,
      units: chosen.compactMap { unit in
        values[unit].map { InsertionReport.Setting(unit: unit, value: $0) }
      },
      randomUnits: control.map { control in
        control.values.sorted { $0.key < $1.key }.map {
          InsertionReport.Setting(unit: $0.key, value: $0.value)
        }
      },
      concepts: concepts, tallies.units, control: control == nil ? nil : tallies.random)
    try show(report)
  }

  /// As many random units, each set to the same of its own activations.
  private func control(
    without chosen: [Int], _ number: Int, _ studied: StudiedGenerator
  ) throws -> InsertionExperiment {
    var random = SeededRandom(seed: 0)
    let units = random.draw(besides: chosen, below: studied.layer.units)
    return InsertionExperiment(
      try studied.values(value, of: units, for: concept), at: studied.layer, of: number,
      conceptCount: studied.labels.segmenter.concepts.count)
  }

  private static let files = ["contexts.svg", "insertion.json"]
  private static let mapFile = "map.png"

  private func show(_ report: InsertionReport) throws {
    if let out {
      try OutputFile.write(
        [
          "contexts.svg": Array(ContextChart.svg(of: report).utf8),
          "insertion.json": JSONFile.encode(report),
        ], in: out)
    }
    if json { return try JSONOutput.print(report) }
    let page = InsertionPage(
      report: report, isUnicode: Surroundings().isUnicode, columns: Console.columns)
    for line in page.lines { print(line) }
    if let out { print("\nwritten to \(shown: out)") }
  }

  // MARK: One picture

  private func map(
    of id: Int, _ experiment: InsertionExperiment, _ studied: StudiedGenerator
  ) throws {
    Stop.await()
    let isCancelled = { Stop.signal != nil }
    let generator = LabelledGenerator(studied.model.generator, studied.labels)
    guard let plain = try generator.specimen(id, isCancelled: isCancelled),
      let found = try experiment.picture(of: id, in: generator, isCancelled: isCancelled)
    else {
      throw Refusal("stopped; nothing is kept", status: 128 + (Stop.signal ?? 0))
    }
    let note = try studied.note(of: concept, ranking: ranking, pictures: id..<id + 1)
    let map = InsertionMap(note, found, on: studied.layer.grid, studied.labels.segmenter.concepts)
    if let out {
      let drawn = TakingMap.drawn(
        Picture(plain.picture), gains: map.gains, on: studied.layer.grid)
      try OutputFile.write([Self.mapFile: PNG.encode(drawn)], in: out)
    }
    if json { return try JSONOutput.print(map) }
    for line in map.lines(columns: Console.columns) { print(line) }
    if let out { print("\nwritten to \(shown: out)") }
  }
}
