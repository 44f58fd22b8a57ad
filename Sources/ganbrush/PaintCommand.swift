import Glibc
import ArgumentParser
import Files
import FoundationEssentials
import Painting
import Studio
import Terminal

/// The painter.
struct PaintCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "paint", abstract: "Paint in the terminal (what ganbrush does without a command).")

  @Argument(
    help: """
      What to open: a picture that was saved with its session, a session, a checkpoint, or an installed \
      model; - is a session on standard input.
      """, completion: .models)
  var file: String?

  @OptionGroup var model: ModelOptions
  @OptionGroup var start: SessionOptions
  @OptionGroup var graphics: GraphicsOptions

  @Option(
    number: "--strength", in: 1...1_000_000,
    help: "How many units a stroke sets; in the painter - and + change it.")
  var strength: Int?

  @Option(
    help: "Write every finished picture to this PNG file, for a viewer that reloads it.",
    completion: .file(extensions: ["png"]))
  var preview: OutputTarget?

  @Option(
    help: "What names concepts: an installed segmenter, a folder, or a checkpoint.",
    completion: .segmenters)
  var segmenter = Preferences.current.segmenter

  @OptionGroup var scaling: ScaleOptions

  @Flag(
    inversion: .prefixedNo,
    help: "Whether the mouse paints; without it, the terminal selects text.")
  var mouse = Preferences.current.mouse

  @OptionGroup var verbosity: VerbosityOptions

  func validate() throws {
    try InputSource.expectOneFromStandardInput([start.session, model.recipes])
    if let preview {
      try preview.validate(as: .png, for: "--preview")
      guard !preview.isStandardOutput else {
        throw ValidationError("--preview is standard output, which is the painter's screen")
      }
    }
  }

  /// Takes what was named without an option, as if its option had been given.
  private mutating func open() throws {
    guard let file else { return }
    switch try OpenedFile(file) {
    case .session(let source):
      guard start.session == nil, start.id == nil, start.seed == nil else {
        throw Refusal(
          "\(shown: source.name) brings its own picture; leave --session, --id and --seed out",
          status: 2)
      }
      start.session = source
    case .model(let path):
      guard model.named == nil else {
        throw Refusal("\(shown: path) is a model, and so is --model; expected one", status: 2)
      }
      model.named = path
    }
  }

  mutating func run() throws {
    try open()
    if let preview, !PreviewWriter.mayReplace(preview.path) {
      throw Refusal("'\(shown: preview.path)' is no preview, and --preview would replace it")
    }
    guard isatty(STDOUT_FILENO) != 0 else {
      throw Refusal(
        """
        the painter needs a terminal on standard output
        to make a picture without one: ganbrush render --id 104 --out picture.png
        """, status: 2)
    }
    Interruption.refuseFewThreads()
    // A file that changes while it is read counts as another one.
    let path = start.session.flatMap { $0.isStandardInput ? nil : $0.path }
    let identity = path.flatMap { FileIdentity(of: $0) }
    let file = try start.file()
    let model = try model.load(for: file)
    // Two pictures side by side must fit into a file, too.
    try scaling.expect(toFit: model.generator, columns: 2)
    let (session, others, warnings) = try start.load(for: model, from: file)
    do {
      let wake = try WakeSignal()
      // The first picture is made while the terminal still answers.
      let painter = Painter(
        model, session, others, from: path, file: identity, warnings: warnings,
        options: PainterOptions(
          strength: strength, scale: scaling.scale, preview: preview?.path, segmenter: segmenter,
          welcomes: start.session == nil, commands: Preferences.current.commands)
      ) { wake.notify() }
      let (capabilities, typeAhead) = try graphics.probe()
      let terminal: CursesTerminal
      do {
        terminal = try CursesTerminal(
          capabilities, typeAhead: typeAhead, mouse: mouse, wake: wake)
      } catch {
        AnswerDrain.run(after: capabilities)
        throw error
      }
      var loop = PaintLoop(painter, consume terminal, graphics: graphics)
      let ending = loop.run()
      // Another model may have brought its own.
      let last = loop.painter
      // The terminal is given back before anything is printed.
      _ = consume loop
      last.close()
      for farewell in last.farewells { Console.remark(farewell) }
      try ending.finish()
    } catch TerminalError.noTerminal {
      // It has just been asked.
      throw Refusal(TerminalError.closed)
    } catch let error as TerminalError {
      throw Refusal(error)
    }
  }
}
