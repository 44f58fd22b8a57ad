import ArgumentParser
import FoundationEssentials
import Frames
import Studio
import Terminal

/// How pictures are shown on the screen.
struct GraphicsOptions: ParsableArguments {
  /// One of the styles, or that which suits the terminal.
  struct Choice: ExpressibleByArgument {
    static let allValueStrings = ["auto"] + PictureStyle.all.map(\.name)
    static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }

    /// Nil for auto.
    let style: PictureStyle?

    init?(argument: String) {
      guard Self.allValueStrings.contains(argument) else { return nil }
      style = PictureStyle.all.first { $0.name == argument }
    }
  }

  @Option(help: "How to show pictures; auto asks the terminal (also: GANBRUSH_GRAPHICS).")
  var graphics: Choice?

  @Option(
    number: "--probe-timeout", in: 0...60,
    help: "Seconds to wait until the terminal says what it can do; 0 does not ask.")
  var probeTimeout = 2.0

  func validate() throws {
    if let name = ProcessInfo.processInfo.environment["GANBRUSH_GRAPHICS"], !name.isEmpty,
      Choice(argument: name) == nil
    {
      let names = Choice.allValueStrings.joined(separator: ", ")
      throw ValidationError("GANBRUSH_GRAPHICS is '\(name)', expected one of \(names)")
    }
  }

  /// Asks the terminal, as far as the options let us; the painter reads what comes later.
  func probe() throws(TerminalError) -> (Capabilities, TypeAhead) {
    try CapabilityProbe.run(timeout: .seconds(probeTimeout))
  }

  /// Asks the terminal for a command that ends without reading from it.
  func capabilities() throws(TerminalError) -> Capabilities {
    let (capabilities, _) = try probe()
    AnswerDrain.run(after: capabilities)
    return capabilities
  }

  /// The row of the screen where the cursor is.
  func cursorRow() throws -> Int {
    do {
      guard let row = try CapabilityProbe.cursorRow(timeout: .seconds(probeTimeout)) else {
        throw Refusal("the terminal does not say where its cursor is; try --graphics blocks")
      }
      return row
    } catch let error as TerminalError {
      throw Refusal(error)
    }
  }

  /// The encoder of pictures for a terminal.
  func backend(for capabilities: Capabilities) -> any FrameBackend {
    let named = ProcessInfo.processInfo.environment["GANBRUSH_GRAPHICS"].flatMap(
      Choice.init(argument:))
    let preferred = Preferences.current.graphics.flatMap(Choice.init(argument:))
    let style = (graphics ?? named ?? preferred)?.style ?? PictureStyle.best(for: capabilities)
    return style.backend(capabilities)
  }
}
