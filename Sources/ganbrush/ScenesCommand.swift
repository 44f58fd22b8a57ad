import ArgumentParser
import Files
import Pictures
import Scenes
import Studio

extension Category: ExpressibleByArgument {}

/// Draws scenes of the embedded world with their label maps.
struct ScenesCommand: ParsableCommand {
  /// How a collection is written.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case png, npy
  }

  static let configuration = CommandConfiguration(
    commandName: "scenes", abstract: "Draw scenes with exact label maps, from a seed.",
    discussion: """
      Each scene has the seed that follows the one before, so collections share scenes where their \
      seeds overlap. Without a category the categories take turns.
      """)

  @Option(help: "Which kind of scene.")
  var category: Category?

  @Option(
    number: "--count", in: 1...10_000_000,
    help: "How many scenes.")
  var count = 64

  @Option(
    number: "--size", in: 8...2048,
    help: "Width and height in pixels.")
  var size = 128

  @Option(
    number: "--seed", in: 0...UInt64.max,
    help: "The seed of the first scene.")
  var seed: UInt64 = 0

  @Option(help: "The folder to write pictures and label maps to.", completion: .directory)
  var out: String?

  @Option(help: "PNG files, or NumPy arrays of all scenes.")
  var format = Format.png

  @Option(
    help: "A PNG file of the first 64 scenes side by side, or - for standard output.",
    completion: .file())
  var sheet: OutputTarget?

  @Flag(help: "Show label maps on the sheet.")
  var labels = false

  @OptionGroup var overwriting: OverwriteOptions

  @OptionGroup var verbosity: VerbosityOptions

  func validate() throws {
    guard out != nil || sheet != nil else {
      throw ValidationError("expected --out or --sheet, found neither")
    }
    guard out != "-" else { throw ValidationError("--out is -, expected a folder") }
    try sheet?.validate(as: .png, for: "--sheet")
    if let sheet, let out {
      let name = sheet.path.split(separator: "/").last.map(String.init) ?? ""
      let isWithin = sheet.isSame(as: OutputTarget(path: "\(out)/\(name)"))
      guard !sheet.isSame(as: OutputTarget(path: out)), !(isWithin && replaces(name)) else {
        throw ValidationError("--out and --sheet both name '\(shown: sheet.path)'")
      }
    }
    guard sheet != nil || !labels else { throw ValidationError("--labels is for --sheet") }
    guard sheet == nil || ContactSheet.side(min(count, 64)) * size <= 16_384 else {
      throw ValidationError("a sheet of scenes of \(size) pixels would be wider than 16384 pixels")
    }
    guard seed.addingReportingOverflow(UInt64(count - 1)).overflow == false else {
      throw ValidationError("--seed is \(seed), too large for \(count) scenes")
    }
  }

  /// Whether the collection takes the place of a file in its folder.
  private func replaces(_ name: String) -> Bool {
    SceneCollection.replaces(name, hasArrays: format == .npy, count: count)
  }

  func run() throws {
    try overwriting.expectFree([sheet])
    if let out {
      let names = ((try? InputFolder.names(in: out)) ?? []).filter(replaces).sorted()
      try overwriting.expectFree(names, in: out)
    }
    let series = SceneSeries(category: category, seed: seed, size: size)
    if let out { try write(series, to: out) }
    if let sheet {
      let scenes = series.rendered(0..<min(count, 64))
      let pictures = scenes.map {
        labels ? $0.labels.picture(Preferences.current.colours) : $0.picture
      }
      try OutputFile.write(PNG.encode(ContactSheet.picture(of: pictures)), to: sheet.path)
    }
  }

  private func write(_ series: SceneSeries, to folder: String) throws {
    try Folder.make(folder)
    var collection =
      switch format {
      case .npy: try SceneCollection(arrays: series, count: count, folder: folder)
      case .png: SceneCollection(pictures: series, folder: folder)
      }
    var bar = ProgressBar("scenes", of: count)
    var done = 0
    while done < count {
      let batch = done..<min(count, done + series.batchSize)
      try collection.append(series.rendered(batch), from: batch.lowerBound)
      done = batch.upperBound
      bar.show(done)
    }
    try collection.finish(count: count)
  }
}
