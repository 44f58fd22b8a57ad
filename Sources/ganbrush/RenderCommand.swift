import ArgumentParser
import Files
import Networks
import Painting
import Pictures
import Studio
import Units

/// Makes pictures without a terminal.
struct RenderCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "render", abstract: "Render pictures to PNG files, with edits or without.",
    discussion: """
      A time lapse is an animated PNG: first the untouched picture, then one frame for each toggle and \
      stroke. Every file carries the session, which the painter and --session open again. With --ids, \
      the edits of --session and --strokes are made in each of the pictures.
      """)

  @OptionGroup var model: ModelOptions
  @OptionGroup var start: SessionOptions

  @Option(
    help: "GANPaint interventions (JSON) to add to the session, oldest first; - is standard input.",
    completion: .file())
  var strokes: InputSource?

  @Option(
    help: "Several pictures by their ids, such as 0..99 or 3,7,20..29; --out is a folder for them.",
    transform: { try PictureIDs($0, of: "--ids") })
  var ids: PictureIDs?

  @Option(
    help: """
      The PNG file to write, or - for standard output; with --ids a folder, for one MODEL-idN.png each.
      """, completion: .file(extensions: ["png"]))
  var out: OutputTarget?

  @Option(
    name: .customLong("timelapse"),
    help: "Write how the session came about to this PNG file, as an animation.",
    completion: .file(extensions: ["png"]))
  var timeLapse: OutputTarget?

  @Option(
    name: .customLong("before-after"),
    help: "Write the untouched picture and the edited one side by side to this PNG file.",
    completion: .file(extensions: ["png"]))
  var comparison: OutputTarget?

  @OptionGroup var scaling: ScaleOptions

  @OptionGroup var overwriting: OverwriteOptions

  @OptionGroup var verbosity: VerbosityOptions

  /// The files that are written, with the options that name them.
  private var targets: [(option: String, target: OutputTarget)] {
    [("--out", out), ("--timelapse", timeLapse), ("--before-after", comparison)].compactMap {
      option, target in target.map { (option, $0) }
    }
  }

  func validate() throws {
    if ids != nil { return try validateSeries() }
    guard !targets.isEmpty else {
      throw ValidationError("expected --out, --timelapse or --before-after, found none")
    }
    for (option, target) in targets { try target.validate(as: .png, for: option) }
    guard targets.count(where: \.target.isStandardOutput) < 2 else {
      throw ValidationError("only one file can be written to standard output")
    }
    for (number, (option, target)) in targets.enumerated() {
      guard let same = targets[..<number].first(where: { $0.target.isSame(as: target) })
      else { continue }
      throw ValidationError("\(same.option) and \(option) both name '\(shown: target.path)'")
    }
    try InputSource.expectOneFromStandardInput([start.session, strokes, model.recipes])
  }

  private func validateSeries() throws {
    guard let out, targets.count == 1 else {
      throw ValidationError("--ids goes with --out alone, a folder for the pictures")
    }
    guard !out.isStandardOutput else {
      throw ValidationError("--out is -, expected a folder for the pictures of --ids")
    }
    guard start.id == nil else { throw ValidationError("--ids and --id exclude each other") }
    try InputSource.expectOneFromStandardInput([start.session, strokes, model.recipes])
  }

  func run() throws {
    if ids == nil { try overwriting.expectFree(targets.map(\.target)) }
    let file = try start.file()
    let model = try model.load(for: file)
    model.warn()
    try scaling.expect(toFit: model.generator, columns: comparison == nil ? 1 : 2)
    var session = try start.load(for: model, from: file).session
    if let strokes {
      do {
        session.strokes += try InterventionFile(path: strokes.path).strokes
        try session.validate(against: model.generator.layers)
      } catch {
        throw Refusal("strokes", strokes, error)
      }
    }
    do {
      let identity = try model.identity()
      if let ids, let out {
        try write(ids.ids, to: out.path, session, model, identity)
      } else {
        try write(session, model.generator, identity)
      }
    } catch let error as NetworkError {
      throw Refusal("\(shown: model.path): \(error)")
    }
  }

  /// Writes a picture for each id, with the edits of the session.
  private func write(
    _ ids: [Int], to folder: String, _ session: Session, _ model: Model, _ identity: ModelIdentity
  ) throws {
    let targets = ids.map { OutputTarget(path: "\(folder)/\(model.name)-id\($0).png") }
    try overwriting.expectFree(targets, in: folder)
    try Folder.make(folder)
    var bar = ProgressBar("pictures", of: ids.count)
    var session = session
    for (number, (id, target)) in zip(ids, targets).enumerated() {
      session.latent.id = id
      let picture = try model.generator.picture(of: session)
      try OutputFile.write(
        SavedPicture(picture, scale: scaling.scale, session, identity).png, to: target.path)
      bar.show(number + 1)
    }
  }

  private func write(
    _ session: Session, _ generator: Generator, _ model: ModelIdentity
  ) throws {
    if let comparison {
      guard let (before, after) = try generator.comparison(of: session) else {
        preconditionFailure("a render that nobody cancels was cancelled")
      }
      let file = SavedPicture(after, beside: before, scale: scaling.scale, session, model)
      try OutputFile.write(file.png, to: comparison.path)
    }
    if let timeLapse {
      var frames = TimeLapse(of: session, generator, scale: scaling.scale)
      var bar = ProgressBar("frames", of: frames.frameCount)
      while frames.framesMade < frames.frameCount {
        try frames.advance(isCancelled: { false })
        bar.show(frames.framesMade)
      }
      try OutputFile.write(frames.png(model), to: timeLapse.path)
    }
    guard let out else { return }
    let picture = try generator.picture(of: session)
    try OutputFile.write(
      SavedPicture(picture, scale: scaling.scale, session, model).png, to: out.path)
  }
}
