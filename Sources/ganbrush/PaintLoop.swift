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
    case signal(Int32, recovery: Journal.Outcome)
  }

  /// Keys are handled for so long before signals, results and the screen get their turn.
  private static let slice = Duration.milliseconds(20)
  /// The quality of a picture is the best that keeps the link busy for no longer than this.
  private static let pictureTime = Duration.milliseconds(150)
  /// A coarse picture that has stood still for so long is refined.
  private static let settling = Duration.milliseconds(400)
  /// Each piece of a refinement keeps the link busy for about this long: a key may have to wait for it.
  private static let pieceTime = Duration.milliseconds(300)
  /// While text has the link to itself, a picture that is due for so long goes first once.
  private static let pictureTurn = Duration.milliseconds(500)
  /// A window that has kept its size for so long gets its picture.
  private static let resizing = Duration.milliseconds(150)

  private(set) var painter: Painter
  private var terminal: CursesTerminal
  private let graphics: GraphicsOptions

  private var frames: FrameEncoder
  /// What the encoder sees, drawn for a room of some pixels.
  private var shown: (content: PictureContent, width: Int, height: Int, picture: Picture)?
  /// Since when a picture has been due that has not been sent; nil for none.
  private var pictureDue: ContinuousClock.Instant?
  /// When the coarse picture on the screen is to be refined.
  private var refinement: ContinuousClock.Instant?
  /// When the window will have kept its size for long enough.
  private var resized: ContinuousClock.Instant?
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
      let events = terminal.wait(timeout: patience)
      let end = ContinuousClock.now + Self.slice
      for (index, event) in events.enumerated() {
        handle(event)
        if let ending { return ending }
        if ContinuousClock.now >= end {
          terminal.postpone(events[(index + 1)...])
          break
        }
      }
    }
  }

  /// How long to wait for events until the picture needs attention; nil for ever.
  private var patience: Duration? {
    guard mayShowPicture else { return nil }
    let now = ContinuousClock.now
    let refinement = pictureDue == nil ? refinement : nil
    // An answer may show any moment that the link is a fast one.
    let look = refinement == nil || terminal.link.isMeasured ? nil : now + .milliseconds(30)
    let moments = [resized, pictureDue.map { $0 + Self.pictureTurn }, refinement, look]
    return moments.compactMap { $0 }.filter { $0 > now }.min().map { $0 - now }
  }

  // MARK: Events

  private mutating func handle(_ event: TerminalEvent) {
    switch event {
    case .key(let key): carryOut(painter.handle(key))
    case .resized:
      let size = painter.state.display.size
      adaptToTerminal()
      if size != painter.state.display.size { resized = .now + Self.resizing }
    case .wake: carryOut(painter.takeResults())
    case .focusGained where terminal.capabilities.multiplexer != nil:
      // It may have wiped the picture while another window was in front.
      frames.forget()
      notePictureDue()
    case .focusGained, .focusLost: break
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
        notePictureDue()
        terminal.redrawAll()
      case .suspend: terminal.suspend()
      case .handOver:
        painter.handOver()
        shown = nil
        frames.forget()
      case .quit: ending = .quit
      case .render, .savePicture, .savePictureAs, .saveOther, .saveSession, .askToOpen,
        .open, .openModel, .listModels, .complete, .listFiles, .export, .stopExport, .dissect,
        .stopDissection, .keepBookmarks, .rememberWelcome:
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
    let raster = frames.backend.raster
    painter.state.display.cellShape = CellShape(
      width: raster.cellWidth, height: raster.cellHeight)
    terminal.pictureErasure = frames.backend.erasure
    notePictureDue()
  }

  private static func frames(
    for capabilities: Capabilities, _ graphics: GraphicsOptions
  ) -> FrameEncoder {
    FrameEncoder(
      graphics.backend(for: capabilities), area: Rect(row: 0, column: 0, height: 0, width: 0))
  }

  // MARK: Screen

  private mutating func draw() {
    lookAtPicture()
    painter.state.display.pictureTitle = pictureTitle
    terminal.pictureDemand = pictureDemand
    let screen = PaintScreen(painter.state)
    let place = screen.pictureRoom
    terminal.show(screen.draw(), except: place)
    if let place {
      // A new area makes the encoder forget, so that the picture is sent whole.
      if frames.area != place {
        frames.area = place
        notePictureDue()
        lookAtPicture()
      }
      updatePicture()
    } else if !frames.area.isEmpty {
      frames.area = Rect(row: 0, column: 0, height: 0, width: 0)
      refinement = nil
    }
    terminal.pictureDemand = pictureDemand
  }

  private mutating func notePictureDue() { pictureDue = pictureDue ?? .now }

  private var mayShowPicture: Bool {
    painter.state.pictureContent != nil && !frames.area.isEmpty
  }

  /// What is to be sent of the picture, as soon as there is room.
  private var pictureDemand: PictureDemand {
    let now = ContinuousClock.now
    guard mayShowPicture, resized.map({ $0 <= now }) ?? true else { return .none }
    if let pictureDue {
      return pictureDue + Self.pictureTurn <= now ? .beforeScreen : .afterScreen
    }
    // What is being rendered will be sent instead.
    guard let refinement, !painter.state.feedback.isRendering else { return .none }
    // A link that turns out to be fast need not wait.
    let isFast = terminal.link.bytes(in: Self.pictureTime) >= frames.fineSize
    return refinement <= now || isFast ? .afterScreen : .none
  }

  /// Looks whether there is something newer to show.
  private mutating func lookAtPicture() {
    guard let content = painter.state.pictureContent, !frames.area.isEmpty else { return }
    let raster = frames.backend.raster
    let width = min(frames.area.width * raster.cellWidth, raster.maximumWidth)
    let height = min(frames.area.height * raster.cellHeight, raster.maximumHeight)
    painter.fit((width, height))
    if let shown, shown.content == content, (shown.width, shown.height) == (width, height) {
      return
    }
    guard let picture = painter.state.picture(width: width, height: height) else { return }
    shown = (content, width, height, picture)
    notePictureDue()
  }

  /// Sends what changed of the picture if there is room.
  private mutating func updatePicture() {
    guard let shown, mayShowPicture else { return }
    if let fitted = place(of: shown.picture)?.area { follow(fitted) }
    let overlay = painter.state.pictureOverlay
    if overlay != frames.overlay {
      frames.overlay = overlay
      notePictureDue()
    }
    guard pictureDemand != .none, terminal.isReadyForPicture else { return }
    send(shown.picture)
  }

  /// Takes over where the picture lies; what one of another shape has left beside it is wiped.
  private mutating func follow(_ place: Rect) {
    let former = painter.state.display.pictureRect
    guard place != former else { return }
    painter.state.display.pictureRect = place
    guard let former else { return }
    terminal.invalidate(former)
    frames.forget()
    notePictureDue()
  }

  private func place(of picture: Picture) -> PictureFit? {
    frames.place(forWidth: picture.width, height: picture.height)
  }

  /// Sends a newer picture, coarse where the link is slow, or refines a piece of the coarse one.
  private mutating func send(_ picture: Picture) {
    let link = terminal.link
    let bytes =
      pictureDue != nil
      ? frames.frame(for: picture, within: link.bytes(in: Self.pictureTime))
      : frames.refinement(of: picture, within: link.bytes(in: Self.pieceTime))
    if !bytes.isEmpty { terminal.send(bytes) }
    if !frames.isCoarse {
      refinement = nil
    } else if pictureDue != nil {
      refinement = .now + Self.settling
    }
    pictureDue = nil
  }

  private var pictureTitle: String {
    guard mayShowPicture, let place = shown.flatMap({ place(of: $0.picture) }),
      frames.backend.drawsPixels
    else { return frames.backend.title }
    return "\(frames.backend.title) \(place.pixelWidth) px"
  }
}

extension PaintLoop.Ending {
  /// Ends the program as a signal does, after saying where unsaved strokes are.
  func finish() throws {
    guard case .signal(let signal, let recovery) = self else { return }
    // A terminal that hangs takes no message.
    EndingSignal.endSoon(status: 128 + signal)
    let message =
      switch recovery {
      case .nothingToKeep: "ended by signal \(signal)"
      case .kept(let path): "strokes are kept in \(path.visible); open it with --session"
      case .lost(let reason): "ended by signal \(signal); unsaved strokes are lost: \(reason)"
      }
    throw Refusal(message, status: 128 + signal)
  }
}
