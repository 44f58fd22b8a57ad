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
    commandName: "render", abstract: "Render a picture to a PNG file, with edits or without.",
    discussion: """
      A time lapse is an animated PNG: first the untouched picture, then one frame for each toggle and \
      stroke. Every file carries the session, which the painter and --session open again.
      """)

  @OptionGroup var model: ModelOptions
  @OptionGroup var start: SessionOptions

  @Option(
    help: "GANPaint interventions (JSON) to add to the session, oldest first; - is standard input.",
    completion: .file())
  var strokes: InputSource?

  @Option(
    help: "The PNG file to write, or - for standard output.", completion: .file(extensions: ["png"])
  )
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

  @Option(
    number: "--scale", in: 1...64,
    help: "Draw each pixel as N×N.")
  var scale = 1

  @OptionGroup var overwriting: OverwriteOptions

  /// The files that are written, with the options that name them.
  private var targets: [(option: String, target: OutputTarget)] {
    [("--out", out), ("--timelapse", timeLapse), ("--before-after", comparison)].compactMap {
      option, target in target.map { (option, $0) }
    }
  }

  func validate() throws {
    guard !targets.isEmpty else {
      throw ValidationError("expected --out, --timelapse or --before-after, found none")
    }
    for (option, target) in targets { try target.validate(as: .png, for: option) }
    guard targets.count(where: \.target.isStandardOutput) < 2 else {
      throw ValidationError("only one file can be written to standard output")
    }
    try InputSource.expectOneFromStandardInput([start.session, strokes, model.recipes])
  }

  func run() throws {
    try overwriting.expectFree(targets.map(\.target))
    let model = try model.load()
    model.warn()
    var session = try start.load(for: model).session
    if let strokes {
      do {
        session.strokes += try InterventionFile(path: strokes.path).strokes
        try session.validate(against: model.generator.layers)
      } catch {
        throw Refusal("strokes", strokes, error)
      }
    }
    do {
      try write(session, model.generator, try model.identity())
    } catch let error as NetworkError {
      throw Refusal("\(shown: model.path): \(error)")
    }
  }

  private func write(
    _ session: Session, _ generator: Generator, _ model: ModelIdentity
  ) throws {
    if let comparison {
      guard let (before, after) = try generator.comparison(of: session) else {
        preconditionFailure("a render that nobody cancels was cancelled")
      }
      let file = SavedPicture(after, beside: before, scale: scale, session, model)
      try OutputFile.write(file.png, to: comparison.path)
    }
    if let timeLapse {
      var frames = TimeLapse(of: session, generator, scale: scale)
      var bar = ProgressBar("frames", of: frames.frameCount)
      while frames.framesMade < frames.frameCount {
        try frames.advance(isCancelled: { false })
        bar.show(frames.framesMade)
      }
      try OutputFile.write(frames.png(model), to: timeLapse.path)
    }
    guard let out else { return }
    let picture = try generator.picture(of: session)
    try OutputFile.write(SavedPicture(picture, scale: scale, session, model).png, to: out.path)
  }
}
