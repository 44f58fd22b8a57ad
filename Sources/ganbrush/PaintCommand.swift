import ArgumentParser
import Files
import Foundation
import Studio
import Terminal

/// The painter.
struct PaintCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "paint", abstract: "Paint in the terminal (what ganbrush does without a command).")

  @OptionGroup var model: ModelOptions
  @OptionGroup var start: SessionOptions
  @OptionGroup var graphics: GraphicsOptions

  @Option(help: "How many units a stroke sets; in the painter - and + change it.")
  var strength: Int?

  @Option(
    help: "Write every finished picture to this PNG file, for a viewer that reloads it.",
    completion: .file(extensions: ["png"]))
  var preview: OutputTarget?

  @Option(
    help: "What names concepts: an installed segmenter, a folder, or a checkpoint.",
    completion: .file())
  var segmenter = AssetLibrary.defaultSegmenter

  @Option(help: "Draw each pixel of saved pictures as N×N.")
  var scale = 1

  @Flag(inversion: .prefixedNo, help: "Use the mouse; without it, the terminal selects text.")
  var mouse = true

  func validate() throws {
    if let strength, strength < 1 {
      throw ValidationError("--strength is \(strength), expected at least 1")
    }
    guard 1...64 ~= scale else {
      throw ValidationError("--scale is \(scale), expected 1 to 64")
    }
    if let preview {
      try preview.validate(as: .png, for: "--preview")
      guard !preview.isStandardOutput else {
        throw ValidationError("--preview is standard output, which is the painter's screen")
      }
    }
  }

  func run() throws {
    guard isatty(STDOUT_FILENO) != 0 else {
      throw Refusal(
        """
        the painter needs a terminal on standard output
        to make a picture without one: ganbrush render --id 104 --out picture.png
        """, status: 2)
    }
    Interruption.refuseFewThreads()
    let model = try model.load()
    // A file that changes while it is read counts as another one.
    let file = start.session.flatMap { FileIdentity(of: $0) }
    let (session, warnings) = try start.load(for: model)
    do {
      let wake = try WakeSignal()
      // The first picture is made while the terminal still answers.
      let painter = Painter(
        model, session, from: start.session, file: file, warnings: warnings,
        options: PainterOptions(
          strength: strength, scale: scale, preview: preview?.path, segmenter: segmenter,
          welcomes: start.session == nil)
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
      // The terminal is given back before anything is printed.
      _ = consume loop
      painter.close()
      try ending.finish()
    } catch TerminalError.noTerminal {
      // It has just been asked.
      throw Refusal(TerminalError.closed)
    } catch let error as TerminalError {
      throw Refusal(error)
    }
  }
}
