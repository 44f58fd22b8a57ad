import Glibc
import ArgumentParser
import Dissection
import Files
import FoundationEssentials
import Frames
import Pictures
import Terminal
import Units

/// Tells what a unit is, by a dissection of its network.
struct UnitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "unit", abstract: "Show what a dissection found of a unit, with its top pictures.",
    discussion: """
      Without --run the dissection is the model's own: dissection.json beside its checkpoint, or in \
      $XDG_CACHE_HOME/ganbrush/dissections. In the pictures what exceeds the unit's level is outlined.
      """)

  @Argument(
    help: "An installed model's name, a folder with a model, or a checkpoint.",
    completion: .networks)
  var model: String

  @Argument(
    help: "A unit, such as layer4:119, or a layer, whose units are listed.",
    completion: .layers)
  var unit: UnitName

  @Option(
    name: .customLong("run"), help: "The folder of the dissection.", completion: .directory)
  var folder: String?

  @OptionGroup var part: PartOptions
  @OptionGroup var graphics: GraphicsOptions

  @Option(
    help: "The PNG file to write the pictures to, or - for standard output.", completion: .file())
  var out: OutputTarget?

  @Flag(help: "Print one JSON object.")
  var json = false

  @OptionGroup var overwriting: OverwriteOptions

  @OptionGroup var verbosity: VerbosityOptions

  func validate() throws {
    guard let out else { return }
    try out.validate(as: .png, for: "--out")
    guard unit.channel != nil else {
      throw ValidationError("--out is \(out.name), expected a unit such as \(unit.layer):0 with it")
    }
    if json, out.isStandardOutput {
      throw ValidationError("--json and --out - exclude each other")
    }
  }

  func run() throws {
    try overwriting.expectFree([out])
    let dissection = try DissectedModel(model, part, run: folder)
    let layer = try dissection.layer(unit.layer)
    guard let channel = unit.channel else {
      if json { return try JSONOutput.print(Answer(dissection.report, layer.layer, layer.units)) }
      return page(layer, dissection).list.forEach { print($0) }
    }
    guard layer.units.indices.contains(channel) else {
      throw Refusal(
        "no unit \(channel) in \(shown: layer.layer), expected 0 to \(layer.units.count - 1)",
        status: 2)
    }
    let unit = layer.units[channel]
    if out != nil || !json { try show(unit, layer, dissection) }
    if json { try JSONOutput.print(Answer(dissection.report, layer.layer, [unit])) }
  }

  /// A page that fits the terminal.
  private func page(_ layer: LayerReport, _ dissection: DissectedModel) -> UnitPage {
    UnitPage(
      report: dissection.report, layer: layer, isUnicode: Surroundings().isUnicode,
      columns: Console.columns)
  }

  /// The pixels of each picture in a file, as published.
  private static let side = 100

  /// Prints the page, and writes the pictures or shows them.
  private func show(_ unit: UnitReport, _ layer: LayerReport, _ dissection: DissectedModel) throws {
    let isShown = out == nil && isatty(STDOUT_FILENO) != 0
    let capabilities = isShown ? try graphics.capabilitiesOrRefusal() : nil
    if !json, out?.isStandardOutput != true {
      for line in page(layer, dissection).lines(of: unit) { print(line) }
    }
    guard isShown || out != nil else { return }
    let (pictures, skipped) = try dissection.topPictures(of: unit, layer)
    for picture in skipped { Console.warn("\(shown: picture.name): \(picture.reason)") }
    guard !pictures.isEmpty else {
      throw Refusal("none of the pictures that activate the unit most can be read")
    }
    func strip(side: Int) -> Picture {
      UnitStrip.drawn(pictures, above: Float(unit.level), side: side)
    }
    if let out {
      try OutputFile.write(PNG.encode(strip(side: Self.side)), to: out.path)
    }
    guard let capabilities else { return }
    print("")
    let whole = strip(side: Self.side)
    try graphics.show(width: whole.width, height: whole.height, on: capabilities) { width, height in
      // The outlines are one pixel wide: they are drawn at the size of the screen.
      strip(side: max(1, height)).resized(width: width, height: height)
    }
  }

  /// What `--json` prints: units with what their numbers of concepts mean.
  private struct Answer: Encodable {
    let model: DissectionReport.NetworkNote
    let layer: LayerName
    let concepts: [DissectionReport.ConceptNote]
    let units: [UnitReport]

    init(_ report: DissectionReport, _ layer: LayerName, _ units: [UnitReport]) {
      (model, concepts) = (report.model, report.concepts)
      self.layer = layer
      self.units = units
    }
  }
}
