package import Cells
import Glibc

/// The terminal as a screen of cells, a place for pictures and a source of events.
///
/// The end of the value gives the terminal back as it was. One thread owns it and no second one may
/// exist at the same time, since curses and signals belong to the whole process.
package struct CursesTerminal: ~Copyable {
  /// No more is read while so many events wait.
  static let backlog = 4096
  /// How long the end, or a stop, may wait for a slow terminal.
  private static let leavingPatience = Duration.milliseconds(1800)
  /// How long the end by a signal waits for a terminal that takes nothing.
  private static let endingPatience = Duration.milliseconds(500)

  /// Ends a picture that is stuck in the middle, and an update that is held back.
  private static let pictureEnd = Array("\u{1B}\\\u{1B}[?2026l".utf8)

  /// Lets the shell scroll all rows: curses has left margins for the last size that it knew.
  private static let allRows = Array("\u{1B}7\u{1B}[r\u{1B}8".utf8)

  /// What the terminal can do, as far as is known by now.
  package internal(set) var capabilities: Capabilities

  let handlers: SignalHandlers
  let device: TerminalDevice
  let wakeSignal: WakeSignal
  private let hasMouse: Bool
  private var screen: CursesScreen
  private var hole: Rect?
  /// What takes a picture away where writing over its cells does not.
  package var pictureErasure: [UInt8] = []
  private(set) var needsUpdate = true
  /// Whether the next update wipes cells where a picture is to be.
  private var updateWipes = true
  /// Whether `wait` ends when there is room for a picture.
  package var pictureDemand = PictureDemand.none

  var output: OutputQueue
  var timedInput: TimedInput
  var events: [TerminalEvent]
  /// The terminal is gone: nothing is written any more.
  var isLost = false
  /// A signal ends the program.
  var isEnding = false
  /// The screen and the modes are ours, not the shell's.
  private(set) var isTaken = false

  /// Takes the terminal over: alternate screen, every key as typed, mouse and focus reports.
  ///
  /// - Parameters:
  ///   - capabilities: What the probe found.
  ///   - typeAhead: What was typed during the probe; the first events.
  ///   - mouse: Whether to ask for the mouse, which then no longer selects text.
  ///   - wake: What other threads hold to end a wait.
  ///   - path: A terminal's device; nil for the controlling one.
  /// - Throws: If there is no terminal, or terminfo cannot drive it.
  package init(
    _ capabilities: Capabilities, typeAhead: TypeAhead = TypeAhead(), mouse: Bool = true,
    wake: WakeSignal, path: String? = nil
  ) throws(TerminalError) {
    let device = try TerminalDevice(path: path ?? TerminalDevice.controlling)
    let handlers = SignalHandlers(waking: wake)
    let size = device.windowSize ?? WindowSize(rows: 24, columns: 80)
    // Kitty, foot and others name types that few machines know; they all understand xterm's.
    let type = capabilities.surroundings.type
    let standIns =
      type.hasPrefix("xterm") || capabilities.attributes != nil
      ? ["xterm-256color", "xterm"] : []
    let screen = CursesScreen(
      try CursesScreen.start(types: [type] + standIns), size: size,
      depth: capabilities.colourDepth, isUnicode: capabilities.isUnicode)
    // Curses may have put its own in their place.
    handlers.install()
    output = OutputQueue(
      isSynchronized: capabilities.hasSynchronizedOutput, isSilent: capabilities.attributes == nil)
    var patience = EscapePatience(delay: capabilities.surroundings.environment["ESCDELAY"])
    if let roundTrip = typeAhead.roundTrip { patience.learn(roundTrip: roundTrip) }
    timedInput = TimedInput(parser: typeAhead.parser, patience: patience, at: .now)
    events = typeAhead.keys.map { .key($0) }
    self.screen = screen
    wakeSignal = wake
    // GNU screen keeps a lone Esc back while it waits for a report of the mouse.
    hasMouse = mouse && capabilities.multiplexer != .screen
    self.capabilities = capabilities
    self.handlers = handlers
    self.device = device
    enter()
    if capabilities.windowSize != size { adopt(size) }
  }

  deinit {
    // A job in the background has lost the terminal to the shell.
    guard isTaken, !isLost, device.isAlive, device.isInForeground else { return device.release() }
    leave(output)
    device.restoreShellModes()
    device.release()
  }

  // MARK: Screen

  /// Rows and columns, as of the last resize.
  package var size: (rows: Int, columns: Int) { (windowSize.rows, windowSize.columns) }

  private var windowSize: WindowSize {
    capabilities.windowSize ?? WindowSize(rows: 24, columns: 80)
  }

  /// Shows a grid, writing only the cells that differ from the last one.
  ///
  /// Never waits: while the link is busy, later grids replace earlier ones.
  ///
  /// The hole is where a picture is; its cells stay blank. When it changes, its former cells are
  /// wiped and a picture that has not begun is dropped.
  package mutating func show(_ grid: CellGrid, except hole: Rect? = nil) {
    if hole != self.hole {
      if let former = self.hole { invalidate(former) }
      self.hole = hole
      updateWipes = true
    }
    screen.put(grid, except: hole)
    needsUpdate = true
    advanceOutput()
  }

  /// Makes the next `show` write these cells again, which wipes a picture's pixels there.
  ///
  /// A picture that has not begun is dropped.
  package mutating func invalidate(_ rect: Rect) {
    screen.invalidate(rect)
    erasePicture()
    (needsUpdate, updateWipes) = (true, true)
  }

  /// Makes the next `show` clear the terminal and write every cell; pictures are gone then.
  package mutating func redrawAll() {
    screen.invalidateAll()
    erasePicture()
    (needsUpdate, updateWipes) = (true, true)
  }

  // MARK: Pictures

  /// Takes the picture away where writing cells does not, and drops one that has not begun.
  private mutating func erasePicture() {
    output.dropWaitingPicture()
    output.append(pictureErasure, at: .now)
  }

  /// Whether a picture sent now begins at once; encode one only then.
  package var isReadyForPicture: Bool {
    !isLost && (!needsUpdate || yieldsToPicture) && output.isReadyForPicture(at: .now)
  }

  private var yieldsToPicture: Bool { pictureDemand == .beforeScreen && !updateWipes }

  /// What the terminal's answers have told about the way to it.
  package var link: LinkEstimate { output.link }

  /// Sends bytes that draw a picture, after the last shown grid.
  ///
  /// The bytes place the cursor themselves. Cursor and colours are kept around them, and a
  /// terminal that can shows them at once. A picture still waiting is replaced.
  package mutating func send(_ bytes: [UInt8]) {
    output.offer(bytes)
    advanceOutput()
    pictureDemand = .none
  }

  /// One cell in pixels, as of the last resize.
  package var cell: CellSize { capabilities.cell }

  // MARK: Modes

  /// The modes beyond those of curses, switched on and off; those of the crash handler's string, too.
  private func modes(_ letter: Character) -> [UInt8] {
    let mouse = hasMouse ? "\u{1B}[?1002\(letter)\u{1B}[?1006\(letter)" : ""
    return Array("\(mouse)\u{1B}[?1004\(letter)\u{1B}[?2004\(letter)".utf8)
  }

  private mutating func enter() {
    device.take(endingWith: Self.pictureEnd + modes("l") + screen.leaving + Self.allRows)
    isTaken = true
    device.enterRawMode()
    screen.invalidateAll()
    updateWipes = true
    let now = ContinuousClock.now
    // With nothing before it, the question tells the round trip.
    output.ask(at: now)
    output.append(screen.update(), at: now)
    output.append(modes("h"), at: now)
    // Pictures start at the cursor; left on, since it is what terminals start with.
    if capabilities.sixel != nil { output.append(Array("\u{1B}[?80l".utf8), at: now) }
    advanceOutput()
  }

  /// Finishes what has begun and hands the terminal back, except for the modes of its line.
  ///
  /// Answers that are under way are waited for: they would be typed into the shell.
  private func leave(_ output: OutputQueue) {
    let ending = modes("l") + screen.leave() + Self.allRows
    let isWritten = device.write(
      Array(output.pending) + pictureErasure + ending, until: .now + Self.leavingPatience,
      stalling: isEnding ? Self.endingPatience : nil)
    // A last try, which also ends a picture that is stuck in the middle.
    if !isWritten { _ = device.write((Self.pictureEnd + ending)[...]) }
    var patience = capabilities.answerTimes.patience(isBusy: output.isOwedAnswer, at: .now)
    if isEnding {
      let usual = capabilities.answerTimes.usualTime + output.link.time(for: output.unacknowledged)
      patience = patience.map { min($0, max(Self.endingPatience, usual)) }
    }
    if isWritten, let patience {
      AnswerDrain.run(
        on: device, timedInput.parser, patience: patience, cursorsBefore: output.owedCursors)
    }
    device.discardInput()
  }

  /// Leaves the screen and the modes to the shell, until `takeBack`.
  mutating func giveBack() {
    leave(output)
    isTaken = false
    device.restoreShellModes()
    device.release()
  }

  /// Sets everything up again after a stop.
  mutating func takeBack() {
    output.restart()
    timedInput.restart(at: .now)
    // The window may have another size: curses sets margins for the one that it knows.
    resize()
    enter()
  }

  /// Takes the window's present size over and announces it.
  mutating func resize() {
    adopt(device.windowSize ?? windowSize)
    if let tmux = TmuxClient(capabilities.surroundings.environment) { capabilities.tmux = tmux }
    screen.resize(to: windowSize)
    output.dropWaitingPicture()
    (needsUpdate, updateWipes) = (true, true)
    events.append(.resized(rows: windowSize.rows, columns: windowSize.columns))
  }

  /// Takes over a window's size, and asks for that of its cells where the terminal has told it.
  private mutating func adopt(_ size: WindowSize) {
    guard capabilities.resize(to: size) else { return }
    // DA1, which every terminal answers, ends the wait for the two before it.
    output.append(Array("\u{1B}[16t\u{1B}[14t\u{1B}[c".utf8), at: .now)
  }

  /// Writes as much as the link carries: first what has begun, then cells, then a picture; where that
  /// comes first, cells leave it the room that there is.
  mutating func advanceOutput() {
    while isTaken, !isLost {
      while !output.isDrained {
        guard let count = device.write(output.pending) else {
          isLost = true
          return
        }
        guard count > 0 else { return }
        output.advance(by: count, at: .now)
      }
      let now = ContinuousClock.now
      if !needsUpdate || yieldsToPicture {
        if output.beginPicture(at: now) { continue }
        guard needsUpdate, !output.isReadyForPicture(at: now) else { return }
      }
      guard output.isReadyForUpdate(at: now) else { return }
      (needsUpdate, updateWipes) = (false, false)
      output.appendUpdate(screen.update(), at: now)
    }
  }
}
