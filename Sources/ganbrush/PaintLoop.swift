import Cells
import Files
import Frames
import Painting
import Pictures
import Screens
import Studio
import Terminal

/// The painter's loop: events in, state on, screen out.
///
/// It runs on the main thread, owns the terminal, and never waits for the network.
struct PaintLoop: ~Copyable {
  /// How the loop ended.
  enum Ending: Equatable {
    case quit
    case signal(Int32, recovery: Recovery.Outcome)
  }

  /// Pictures that the link swallows faster than this are always sent in full quality.
  private static let fastLink = 80
  /// On a slower link, a picture that has stood still for so long is sent again in full quality.
  private static let settling = Duration.milliseconds(400)

  private var painter: Painter
  private var terminal: CursesTerminal
  private let graphics: GraphicsOptions

  private var frames: FrameEncoder
  /// What the encoder has seen last: a picture, with the edits or without.
  private var shown: (request: Int, isOriginal: Bool)?
  private var isPictureDue = false
  /// When the coarse picture on the screen is to be refined.
  private var refinement: ContinuousClock.Instant?
  /// How long the terminal took to take in the last picture, in milliseconds; at first unknown.
  private var linkTime: Int?
  private var ending: Ending?

  init(
    _ painter: Painter, _ terminal: consuming CursesTerminal, graphics: GraphicsOptions
  ) {
    self.painter = painter
    self.graphics = graphics
    let capabilities = terminal.capabilities
    self.terminal = terminal
    frames = Self.frames(for: capabilities, graphics)
  }

  /// Runs until the person quits or the program is told to end.
  mutating func run() -> Ending {
    adaptToTerminal()
    while true {
      draw()
      for event in terminal.wait(timeout: patience) {
        handle(event)
        if let ending { return ending }
      }
    }
  }

  /// How long to wait for events until the picture needs attention; nil for ever.
  private var patience: Duration? {
    guard isPictureDue || refinement != nil, !frames.area.isEmpty else { return nil }
    // The answer to a picture is an event, its absence is none.
    guard terminal.isReadyForPicture else { return .milliseconds(100) }
    return refinement.map { max(.zero, $0 - .now) }
  }

  // MARK: Events

  private mutating func handle(_ event: TerminalEvent) {
    switch event {
    case .key(let key): carryOut(painter.handle(key))
    case .resized: adaptToTerminal()
    case .wake: carryOut(painter.takeResults())
    case .pictureShown(let milliseconds):
      linkTime = milliseconds
      if milliseconds <= Self.fastLink, refinement != nil { refinement = .now }
    case .focusGained:
      // A multiplexer may have wiped the picture while another window was in front.
      frames.forget()
      isPictureDue = true
    case .focusLost: break
    case .reply: adaptToTerminal()
    case .terminated(let signal):
      ending = .signal(signal, recovery: painter.keepUnsaved())
    }
  }

  /// Does what the painter leaves to the terminal.
  private mutating func carryOut(_ effects: [Effect]) {
    for effect in effects {
      switch effect {
      case .redraw:
        frames.forget()
        isPictureDue = true
        terminal.redrawAll()
      case .suspend: terminal.suspend()
      case .quit: ending = .quit
      case .render, .savePicture, .saveSession, .open:
        preconditionFailure("\(effect) is the painter's")
      }
    }
  }

  /// Takes over the size and the abilities of the terminal, after a resize or a late answer.
  private mutating func adaptToTerminal() {
    painter.state.display.size = (terminal.size.columns, terminal.size.rows)
    painter.state.display.colours = terminal.capabilities.colourDepth
    painter.state.display.shades = ShadeRamp(terminal.capabilities)
    // A picture of another style or cell size may not cover all of the last one.
    if let place = painter.state.display.pictureRect { terminal.invalidate(place) }
    frames = Self.frames(for: terminal.capabilities, graphics)
    isPictureDue = true
  }

  private static func frames(
    for capabilities: Capabilities, _ graphics: GraphicsOptions
  ) -> FrameEncoder {
    FrameEncoder(
      graphics.backend(for: capabilities), area: Rect(row: 0, column: 0, height: 0, width: 0))
  }

  // MARK: Screen

  private mutating func draw() {
    painter.state.display.pictureTitle = pictureTitle
    let screen = PaintScreen(painter.state)
    let place = screen.pictureRoom
    terminal.show(screen.draw(), except: place)
    if let place {
      // A new area makes the encoder forget, so that the picture is sent whole.
      if frames.area != place {
        frames.area = place
        isPictureDue = true
      }
      sendPicture()
    } else if !frames.area.isEmpty {
      frames.area = Rect(row: 0, column: 0, height: 0, width: 0)
      refinement = nil
    }
  }

  /// Sends what changed in the picture when the terminal has taken in the last one.
  private mutating func sendPicture() {
    guard let rendered = painter.state.feedback.rendered, !frames.area.isEmpty else { return }
    let picture = painter.state.view.picture(of: rendered)
    let wanted = (
      request: rendered.request.number, isOriginal: painter.state.view.showsOriginal
    )
    if shown.map({ $0 != wanted }) ?? true { isPictureDue = true }
    shown = wanted
    if let fitted = frames.place(forWidth: picture.width, height: picture.height)?.area {
      painter.state.display.pictureRect = fitted
    }
    let isRefined = refinement.map { $0 <= .now } ?? false
    guard isPictureDue || isRefined, terminal.isReadyForPicture else { return }
    let isFine = isRefined || linkTime.map { $0 <= Self.fastLink } ?? false
    let bytes = frames.frame(for: picture, isFine ? .fine : .fast)
    if !bytes.isEmpty { terminal.send(bytes) }
    isPictureDue = false
    refinement = isFine ? nil : .now + Self.settling
  }

  private var pictureTitle: String {
    guard let rendered = painter.state.feedback.rendered,
      let place = frames.place(
        forWidth: rendered.picture.width, height: rendered.picture.height),
      frames.backend.drawsPixels
    else { return frames.backend.title }
    return "\(frames.backend.title) \(place.pixelWidth) px"
  }
}

extension PaintLoop.Ending {
  /// Ends the program as a signal does, after saying where unsaved strokes are.
  func finish() throws {
    guard case .signal(let signal, let recovery) = self else { return }
    let message =
      switch recovery {
      case .nothingToKeep: "ended by signal \(signal)"
      case .kept(let path): "strokes are kept in \(path.visible); open it with --session"
      case .lost(let reason): "ended by signal \(signal); unsaved strokes are lost: \(reason)"
      }
    throw Refusal(message, status: 128 + signal)
  }
}
