import Cells
import Files
import FoundationEssentials
import Frames
import Painting
import Pictures
import Screens
import Terminal
import Units

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

  private var state: PaintState
  private let studio: Studio
  private var terminal: CursesTerminal
  private let graphics: GraphicsOptions
  private let scale: Int

  private var frames: FrameEncoder
  private var isPictureDue = false
  /// When the coarse picture on the screen is to be refined.
  private var refinement: ContinuousClock.Instant?
  /// How long the terminal took to take in the last picture, in milliseconds; at first unknown.
  private var linkTime: Int?
  /// Effects that wait for the newest picture.
  private var waiting: [Effect] = []
  /// The file of a recovered session, kept until its strokes are saved or given up.
  private var openedRecovery: String?
  /// The file of the session as this painter has opened or saved it.
  private var sessionFile: FileIdentity?
  private var ending: Ending?

  init(
    _ state: PaintState, _ studio: Studio, _ terminal: consuming CursesTerminal,
    graphics: GraphicsOptions, scale: Int, recovered: String?, sessionFile: FileIdentity?
  ) {
    self.state = state
    self.studio = studio
    self.graphics = graphics
    self.scale = scale
    openedRecovery = recovered
    self.sessionFile = sessionFile
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

  /// How long to wait for events before the picture needs another look; nil for ever.
  private var patience: Duration? {
    guard isPictureDue || refinement != nil, !frames.area.isEmpty else { return nil }
    // The answer to a picture is an event, its absence is none.
    guard terminal.isReadyForPicture else { return .milliseconds(100) }
    return refinement.map { max(.zero, $0 - .now) }
  }

  // MARK: Events

  private mutating func handle(_ event: TerminalEvent) {
    switch event {
    case .key(let key):
      let wasOriginal = state.showsOriginal
      carryOut(state.handle(key))
      if state.showsOriginal != wasOriginal { isPictureDue = true }
    case .resized: adaptToTerminal()
    case .wake: takeResults()
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
      ending = .signal(signal, recovery: Recovery.save(state))
    }
  }

  private mutating func takeResults() {
    if let trouble = studio.takeTrouble() { state.didFail(trouble) }
    if let measurement = studio.takeMeasurement() { state.show(measurement) }
    if let failure = studio.takeFailure() {
      state.didFail(rendering: failure.number, failure.reason)
      // Nothing is saved for want of a picture, and nothing follows that should have come after.
      if state.hasFailed { waiting = [] }
    }
    guard let picture = studio.takePicture() else { return }
    state.show(picture)
    isPictureDue = true
    guard !state.isRendering, !waiting.isEmpty else { return }
    let effects = waiting
    waiting = []
    carryOut(effects)
  }

  /// Takes the size and the abilities of the terminal over, after a resize or a late answer.
  private mutating func adaptToTerminal() {
    state.size = (terminal.size.columns, terminal.size.rows)
    state.hasColour = terminal.capabilities.colourDepth != .none
    // A picture of another style or cell size may leave blank what the last one covers.
    if let place = state.picturePlace { terminal.invalidate(place) }
    frames = Self.frames(for: terminal.capabilities, graphics)
    isPictureDue = true
  }

  private static func frames(
    for capabilities: Capabilities, _ graphics: GraphicsOptions
  ) -> FrameEncoder {
    FrameEncoder(
      graphics.backend(for: capabilities), area: Rect(row: 0, column: 0, height: 0, width: 0))
  }

  // MARK: Effects

  private mutating func carryOut(_ effects: [Effect]) {
    for (index, effect) in effects.enumerated() {
      // A picture is saved when it shows the newest strokes; what follows waits with it.
      if effect == .savePicture, state.isRendering {
        waiting += effects[index...]
        return
      }
      carryOut(effect)
      // Nothing follows a picture that could not be saved, least of all quitting.
      if effect == .savePicture, state.message?.isError == true { return }
    }
  }

  private mutating func carryOut(_ effect: Effect) {
    switch effect {
    case .render: studio.submit(state.request)
    case .savePicture: savePicture()
    case .saveSession(let path, let overwriting): saveSession(path, overwriting: overwriting)
    case .open(let path): open(path)
    case .redraw:
      frames.forget()
      isPictureDue = true
      terminal.redrawAll()
    case .suspend: terminal.suspend()
    case .quit:
      discardRecovery()
      ending = .quit
    }
  }

  private mutating func savePicture() {
    guard let rendered = state.rendered, !state.hasFailed else {
      return state.didFail("there is no picture of these edits to save; u takes the last one back")
    }
    let session = rendered.request.session
    let stem = "\(state.model.name)-id\(session.latent.id)"
    let png: [UInt8]
    do {
      let picture = try studio.picture(of: session)
      png = SavedPicture(picture, scale: scale, session, state.model).png
    } catch {
      return state.didFail("\(error)")
    }
    var number = 1
    while true {
      let path = number == 1 ? "\(stem).png" : "\(stem)-\(number).png"
      do {
        // Another painter may take the name between a look and the save, so they are one step.
        try OutputFile.write(png, to: path, .kept)
        state.didSave(session, to: path, asSession: false)
        return discardRecovery()
      } catch {
        guard case .exists = error else { return state.didFail(error.description) }
        number += 1
      }
    }
  }

  private mutating func saveSession(_ path: String, overwriting: Bool) {
    let session = state.session
    let file = SessionFile(model: state.model, session: session)
    let known = path == state.sessionPath ? sessionFile : nil
    guard path != "-" else {
      return state.didFail(
        "'-' is standard output, which shows the painter; expected a file's name")
    }
    do {
      try FileFormat.json.check(path)
      // A pipe would keep the loop waiting for its reader.
      sessionFile = try OutputFile.write(
        Array(file.json.utf8), to: path,
        overwriting ? .replaced : known.map { .replacedIfSame($0) } ?? .kept, .regular)
      state.didSave(session, to: path, asSession: true)
      discardRecovery()
    } catch {
      switch error {
      case .exists: state.shouldOverwrite(path)
      case .changed: state.shouldOverwrite(path, wasChanged: true)
      default: state.didFail(error.description)
      }
    }
  }

  /// Forgets the recovered session once its strokes were opened and then saved or given up.
  private mutating func discardRecovery() {
    guard let opened = openedRecovery else { return }
    Recovery.discard(opened)
    openedRecovery = nil
  }

  private mutating func open(_ path: String) {
    // A change while the file is read makes it another one.
    let identity = FileIdentity(of: path)
    do {
      // A pipe would keep the loop waiting for its writer.
      let file = try SessionFile(path: path, .regular)
      try file.validate(for: state.model, layers: state.layers)
      if path == state.recovery { openedRecovery = path }
      carryOut(state.didOpen(file.session, from: path))
      sessionFile = state.sessionPath == path ? identity : nil
      for warning in file.warnings { state.didFail("\(shown: path): \(warning)") }
    } catch {
      state.didFail("\(shown: path) \(error)")
    }
  }

  // MARK: Screen

  private mutating func draw() {
    state.pictureTitle = pictureTitle
    let screen = PaintScreen(state)
    let place = screen.picturePlace
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
    guard let rendered = state.rendered, !frames.area.isEmpty else { return }
    let picture = state.showsOriginal ? rendered.original : rendered.picture
    if let fitted = frames.place(forWidth: picture.width, height: picture.height)?.area {
      state.picturePlace = fitted
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
    guard let rendered = state.rendered,
      let place = frames.place(
        forWidth: rendered.picture.width, height: rendered.picture.height),
      frames.backend.drawsPixels
    else { return frames.backend.title }
    return "\(frames.backend.title) \(place.pixelWidth) px"
  }
}
