package import Cells
import Glibc

/// The terminal as a screen of cells, a place for pictures and a source of events.
///
/// The end of the value gives the terminal back as it was. One thread owns it and no second one may
/// exist at the same time, since curses and signals belong to the whole process.
package struct CursesTerminal: ~Copyable {
  /// A lone escape byte is the escape key after so long.
  static let escapeDelay = Duration.milliseconds(50)
  /// An answer that began so long ago will not end.
  static let answerPatience = Duration.seconds(1)
  /// How long the end, or a stop, may wait for a slow terminal.
  private static let leavingPatience = Duration.milliseconds(1800)
  /// What the terminal can do, as far as is known by now.
  package internal(set) var capabilities: Capabilities

  // The handlers go first at the end: they write to the device.
  let handlers: SignalHandlers
  let device: TerminalDevice
  let wakeSignal: WakeSignal
  private let hasMouse: Bool
  private var screen: CursesScreen
  private var hole: Rect?
  private var needsUpdate = true

  var output: OutputQueue
  var parser: InputParser
  var events: [TerminalEvent]
  /// When the last byte came, and when the first of an unfinished sequence.
  var lastByte = ContinuousClock.now
  var sequenceStart: ContinuousClock.Instant?
  /// The terminal is gone: nothing is written any more.
  var isLost = false

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
    let handlers = SignalHandlers(waking: wake, restoring: device)
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
    output = OutputQueue(isSynchronized: capabilities.hasSynchronizedOutput)
    parser = typeAhead.parser
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
    guard !isLost, device.isAlive else { return }
    leave(output)
    device.restoreShellModes()
  }

  // MARK: Screen

  /// Rows and columns, as of the last resize.
  package var size: (rows: Int, columns: Int) { (windowSize.rows, windowSize.columns) }

  private var windowSize: WindowSize {
    capabilities.windowSize ?? WindowSize(rows: 24, columns: 80)
  }

  /// Shows a grid, writing only the cells that differ from the last one.
  ///
  /// Never waits: on a slow terminal later grids replace earlier ones.
  ///
  /// The hole is where a picture is; its cells stay blank. When it changes, its former cells are
  /// wiped and a picture that has not begun is dropped.
  package mutating func show(_ grid: CellGrid, except hole: Rect? = nil) {
    if hole != self.hole {
      if let former = self.hole { invalidate(former) }
      self.hole = hole
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
    output.dropWaitingPicture()
    needsUpdate = true
  }

  /// Makes the next `show` clear the terminal and write every cell; pictures are gone then.
  package mutating func redrawAll() {
    screen.invalidateAll()
    output.dropWaitingPicture()
    needsUpdate = true
  }

  // MARK: Pictures

  /// Whether a picture sent now begins at once; encode one only then.
  package var isReadyForPicture: Bool { output.isReadyForPicture && !isLost }

  /// Sends bytes that draw a picture, after the last shown grid.
  ///
  /// The bytes place the cursor themselves. Cursor and colours are kept around them, and a
  /// terminal that can shows them at once. A picture still waiting is replaced.
  package mutating func send(_ bytes: [UInt8]) {
    output.offer(bytes)
    advanceOutput()
  }

  /// One cell in pixels, as of the last resize.
  package var cell: CellSize { capabilities.cell }

  // MARK: Modes

  /// The modes beyond those of curses, switched on and off; the handlers' string undoes them too.
  private func modes(_ letter: Character) -> [UInt8] {
    let mouse = hasMouse ? "\u{1B}[?1002\(letter)\u{1B}[?1006\(letter)" : ""
    return Array("\(mouse)\u{1B}[?1004\(letter)".utf8)
  }

  private mutating func enter() {
    handlers.setTerminalTaken(true)
    device.enterRawMode()
    screen.invalidateAll()
    output.append(screen.update())
    output.append(modes("h"))
    // Pictures start at the cursor; left on, since it is what terminals start with.
    if capabilities.sixel != nil { output.append(Array("\u{1B}[?80l".utf8)) }
    advanceOutput()
  }

  /// Finishes what has begun and hands the terminal back, except for the modes of its line.
  ///
  /// Answers that are under way are waited for: they would be typed into the shell.
  private func leave(_ output: OutputQueue) {
    let ending = modes("l") + screen.leave()
    let isWritten = device.write(
      Array(output.pending) + ending, until: .now + Self.leavingPatience)
    // A last try, which also ends a picture that is stuck in the middle.
    if !isWritten { _ = device.write((Array("\u{1B}\\".utf8) + ending)[...]) }
    handlers.setTerminalTaken(false)
    let patience = capabilities.answerTimes.patience(isBusy: output.isOwedAnswer, at: .now)
    if isWritten, let patience { AnswerDrain.run(on: device, parser, patience: patience) }
    device.discardInput()
  }

  /// Leaves the screen and the modes to the shell, until `takeBack`.
  mutating func giveBack() {
    leave(output)
    device.restoreShellModes()
  }

  /// Sets everything up again after a stop.
  mutating func takeBack() {
    output = OutputQueue(isSynchronized: capabilities.hasSynchronizedOutput)
    parser = InputParser()
    enter()
    resize()
  }

  /// Takes the window's present size over and announces it.
  mutating func resize() {
    adopt(device.windowSize ?? windowSize)
    screen.resize(to: windowSize)
    output.dropWaitingPicture()
    needsUpdate = true
    events.append(.resized(rows: windowSize.rows, columns: windowSize.columns))
  }

  /// Takes over a window's size, and asks for that of its cells where the terminal has told it.
  private mutating func adopt(_ size: WindowSize) {
    guard capabilities.resize(to: size) else { return }
    // DA1, which every terminal answers, ends the wait for the two before it.
    output.append(Array("\u{1B}[16t\u{1B}[14t\u{1B}[c".utf8))
  }

  /// Writes as much as the terminal takes: first what has begun, then cells, then a picture.
  mutating func advanceOutput() {
    while !isLost {
      while !output.isDrained {
        guard let count = device.write(output.pending) else {
          isLost = true
          return
        }
        guard count > 0 else { return }
        output.advance(by: count, at: .now)
      }
      if needsUpdate {
        needsUpdate = false
        output.append(screen.update(), isUpdate: true)
      } else if output.beginPicture(at: .now) {
        capabilities.answerTimes.noteQuestion(at: .now)
      } else {
        return
      }
    }
  }
}
