import CNCurses
import Cells
import Glibc

/// Curses as a function from changed cells to bytes.
///
/// Curses writes into a file in memory instead of the terminal, and reads nothing. So it can never
/// block on a slow link, never put its bytes into the middle of a picture, and never write to a
/// terminal that is gone. This is the only file that calls it.
///
/// Curses knows the colours of the terminal's type, and the terminal may have more: cells with
/// colours of their own are therefore hidden from curses and drawn after it, as pictures are.
@safe
struct CursesScreen: ~Copyable {
  private let memory: Int32
  private let stream: UnsafeMutablePointer<FILE>
  private let screen: OpaquePointer
  private let depth: ColourDepth
  private let alphabet: Alphabet
  /// What curses has been told to show, and what it will be told.
  private var cells: CellGrid
  private var wanted: CellGrid
  /// Whether the next update clears the terminal and writes every cell.
  private var isClearing = true
  /// Cells that the next update writes again though they have not changed.
  private var stale: [Rect] = []
  /// The bytes that leave the alternate screen, whatever is on it: cursor, colours and title as before.
  private(set) var leaving: [UInt8] = []

  /// Marks a cell that a picture hides.
  ///
  /// Curses gets an invisible space there, because it would wipe blank ends of lines, and the
  /// pixels with them.
  private static let hidden = Cell("\0")

  /// More than any update takes.
  private static let memoryLimit: UInt = 1 << 20

  /// A started curses and the file in memory that it writes to.
  @safe
  struct Started {
    fileprivate let memory: Int32
    fileprivate let stream: UnsafeMutablePointer<FILE>
    fileprivate let screen: OpaquePointer
  }

  /// Starts curses for the first of the types that terminfo knows.
  ///
  /// Apart from the initializer: one that throws half way would release fields it has not set, a
  /// fault of Swift 6.3 with noncopyable values.
  static func start(types: [String]) throws(TerminalError) -> Started {
    var limit = rlimit()
    if unsafe getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0,
      limit.rlim_cur < memoryLimit
    {
      throw .fileLimit(bytes: UInt(limit.rlim_cur), needed: memoryLimit)
    }
    let memory = cn_memory_file()
    guard memory >= 0, let stream = unsafe fdopen(memory, "r+") else {
      throw .noResources(errno: errno)
    }
    // The size comes from the terminal itself, by `resize`; here curses could only guess it.
    use_env(false)
    var opened: OpaquePointer?
    for type in types {
      unsafe opened = newterm(type, stream, stream)
      if unsafe opened != nil { break }
    }
    guard let screen = unsafe opened else {
      unsafe fclose(stream)
      throw .unknownType(types.first ?? "")
    }
    guard unsafe tigetstr("cup") != nil else {
      endwin()
      unsafe delscreen(screen)
      unsafe fclose(stream)
      throw .cannotPlaceCursor(types.first ?? "")
    }
    return unsafe Started(memory: memory, stream: stream, screen: screen)
  }

  /// Takes over a started curses, for a screen of some size.
  ///
  /// Nothing here reads a stored property to the right of `&&`: Swift 6.3 would release one that is not
  /// set yet.
  init(_ started: Started, size: WindowSize, depth: ColourDepth, isUnicode: Bool) {
    memory = started.memory
    unsafe stream = started.stream
    unsafe screen = started.screen
    alphabet = Alphabet(isUnicode: isUnicode)
    self.depth = depth
    cells = CellGrid(width: 0, height: 0)
    wanted = cells
    // Shifting the rest of a line would shift a picture's pixels.
    unsafe idcok(cn_stdscr(), false)
    // Curses would break off an update when input waits; there is none to look at here.
    typeahead(-1)
    unsafe leaveok(cn_stdscr(), true)
    curs_set(0)
    resize(to: size)
    // Curses has begun with scrolling margins for the size that it guessed: it begins again.
    _ = leave()
    refresh()
    _ = takeBytes()
    leaving = leave()
    invalidateAll()
  }

  deinit {
    unsafe delscreen(screen)
    unsafe fclose(stream)
  }

  /// Takes over the cells of `grid` for the next update, except those in the hole.
  mutating func put(_ grid: CellGrid, except hole: Rect?) {
    wanted = CellGrid(width: cells.width, height: cells.height)
    for row in 0..<min(grid.height, cells.height) {
      for column in 0..<min(grid.width, cells.width) { wanted[row, column] = grid[row, column] }
    }
    if let hole { wanted.fill(hole, with: Self.hidden) }
  }

  private func put(_ cell: Cell, row: Int, column: Int) {
    guard cell != Self.hidden, !isDrawnByUs(cell) else {
      _ = unsafe cn_put(Int32(row), Int32(column), [0x20, 0], cn_invisible())
      return
    }
    // Curses has written both cells of a wide character with the first.
    guard !cell.isContinuation else {
      if column > 0, isWide(row, column - 1) {
        put(wanted[row, column - 1], row: row, column: column - 1)
      }
      return
    }
    let scalars = scalars(row, column)
    let style = cell.style
    let attributes = cn_attributes(style.isBold, style.isDim, style.isReversed)
    // A stand-in for a wide character is two narrow ones.
    let cells =
      isWide(row, column) && scalars.first?.isASCII == true ? scalars.map { [$0] } : [scalars]
    for (offset, scalars) in cells.enumerated() {
      let text = scalars.map { wchar_t($0.value) } + [0]
      // Fails in the last cell of the screen, after having written it.
      _ = unsafe cn_put(Int32(row), Int32(column + offset), text, attributes)
    }
  }

  /// Whether the cell has the first half of a wide character.
  private func isWide(_ row: Int, _ column: Int) -> Bool {
    column + 1 < wanted.width && wanted[row, column + 1].isContinuation
      && wanted[row, column].character.cellWidth == 2
  }

  /// What to write at a cell, as wide as it is there.
  private func scalars(_ row: Int, _ column: Int) -> [Unicode.Scalar] {
    let cell = wanted[row, column]
    guard isWide(row, column) else { return alphabet.scalars(for: cell.character) }
    let scalars = alphabet.scalars(for: cell.character, width: 2)
    return scalars.first?.isASCII == true ? scalars + [" "] : scalars
  }

  /// Makes the next update write these cells again, whatever the terminal shows there.
  mutating func invalidate(_ rect: Rect) {
    stale.append(rect)
    let (top, left) = (max(0, rect.row), max(0, rect.column))
    let height = min(rect.row + rect.height, cells.height) - top
    let width = min(rect.column + rect.width, cells.width) - left
    guard height > 0, width > 0,
      let window = unsafe derwin(
        cn_stdscr(), Int32(height), Int32(width), Int32(top), Int32(left))
    else { return }
    unsafe wredrawln(window, 0, Int32(height))
    unsafe delwin(window)
  }

  /// Makes the next update clear the terminal and write every cell.
  mutating func invalidateAll() {
    unsafe clearok(cn_curscr(), true)
    isClearing = true
  }

  /// Changes the size; everything is blank afterwards.
  mutating func resize(to size: WindowSize) {
    resize_term(Int32(size.rows), Int32(size.columns))
    unsafe werase(cn_stdscr())
    cells = CellGrid(width: size.columns, height: size.rows)
    wanted = cells
    invalidateAll()
  }

  /// The bytes that bring the terminal from the last update to what has been put.
  ///
  /// Curses gets one row at a time: among several changed rows it would find lines that have moved,
  /// and scroll the terminal, with any picture beside them.
  mutating func update() -> [UInt8] {
    let colours = colouredCells()
    for row in 0..<cells.height {
      var isChanged = false
      for column in 0..<cells.width where cells[row, column] != wanted[row, column] {
        put(wanted[row, column], row: row, column: column)
        isChanged = true
      }
      if isChanged && !isClearing { refresh() }
    }
    cells = wanted
    isClearing = false
    stale = []
    refresh()
    return takeBytes() + colours
  }

  // MARK: Colours

  private func isDrawnByUs(_ cell: Cell) -> Bool {
    depth != .none
      && (cell.style.foreground != .standard || cell.style.background != .standard)
  }

  /// Whether a picture comes to lie on a cell that was drawn by us: curses, which never saw it, would leave
  /// it there.
  private func isToBeWiped(_ row: Int, _ column: Int) -> Bool {
    wanted[row, column] == Self.hidden && isDrawnByUs(cells[row, column])
  }

  /// The bytes that draw the cells with colours of their own which the terminal does not show yet.
  private func colouredCells() -> [UInt8] {
    var bytes: [UInt8] = []
    var style: Style?
    for row in 0..<cells.height {
      var end: Int?
      let isTouched = isTouchedByCurses(row)
      for column in 0..<cells.width
      where isDrawnByUs(wanted[row, column]) || isToBeWiped(row, column) {
        let isWiped = isToBeWiped(row, column)
        let cell = isWiped ? Cell() : wanted[row, column]
        if cell.isContinuation, column > 0, isWide(row, column - 1) { continue }
        guard
          isClearing || isTouched || cell != cells[row, column]
            || stale.contains(where: { $0.contains(row: row, column: column) })
        else { continue }
        if end != column { bytes += "\u{1B}[\(row + 1);\(column + 1)H".utf8 }
        bytes += rendition(of: cell.style, after: style)
        for scalar in isWiped ? [" "] : scalars(row, column) { bytes += String(scalar).utf8 }
        (end, style) = (column + (isWide(row, column) ? 2 : 1), cell.style)
      }
    }
    // Curses believes that cursor and colours are where it left them.
    return bytes.isEmpty ? [] : Array("\u{1B}7".utf8) + bytes + Array("\u{1B}[m\u{1B}8".utf8)
  }

  /// Whether curses writes in a row: it may write hidden cells there too, to pass over them.
  private func isTouchedByCurses(_ row: Int) -> Bool {
    (0..<cells.width).contains { column in
      let (old, new) = (cells[row, column], wanted[row, column])
      return old != new && !(isDrawnByUs(old) && isDrawnByUs(new))
    }
  }

  /// The sequences that set a style after the last one, or whatever was set before.
  private func rendition(of style: Style, after last: Style?) -> [UInt8] {
    let colours = codes(of: style)
    var former = last.map { codes(of: $0) }
    let attributes = attributes(of: style)
    var bytes: [UInt8] = []
    if last.map({ self.attributes(of: $0) != attributes }) ?? true {
      bytes = Array("\u{1B}[0\(attributes)m".utf8)
      former = (.standard, .standard)
    }
    // In a sequence of their own: mlterm takes ten parameters, and leaves the rest of a colour out.
    let changed = [
      (colours.text, former?.text, true), (colours.ground, former?.ground, false),
    ].filter { $0.0 != $0.1 }
    guard !changed.isEmpty else { return bytes }
    bytes += "\u{1B}[".utf8
    for (index, (code, _, isForeground)) in changed.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ";")) }
      code.append(isForeground: isForeground, to: &bytes)
    }
    return bytes + [UInt8(ascii: "m")]
  }

  private func codes(of style: Style) -> (text: ColourCode, ground: ColourCode) {
    (depth.code(of: style.foreground), depth.code(of: style.background))
  }

  /// The parameters that follow a reset.
  private func attributes(of style: Style) -> String {
    let isBold = style.isBold && !depth.code(of: style.foreground).isBrightenedByBold
    return (isBold ? ";1" : "") + (style.isDim ? ";2" : "") + (style.isReversed ? ";7" : "")
  }

  private func refresh() {
    unsafe wnoutrefresh(cn_stdscr())
    doupdate()
  }

  /// The bytes that leave the alternate screen; the next update enters it again.
  func leave() -> [UInt8] {
    endwin()
    return takeBytes() + Self.blankLine
  }

  /// What blanks the last line for the shell's prompt, where there is no other screen to go back to.
  private static var blankLine: [UInt8] {
    guard unsafe tigetstr("rmcup") == nil, let erasure = unsafe tigetstr("el") else { return [] }
    // Delays in angle brackets are for hardware of old.
    return Array(unsafe String(cString: erasure).replacing(#/\$<[^>]*>/#, with: "").utf8)
  }

  private func takeBytes() -> [UInt8] {
    let size = lseek(memory, 0, SEEK_CUR)
    guard size > 0 else { return [] }
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: Int(size)) { buffer, count in
      unsafe count = max(0, pread(memory, buffer.baseAddress, buffer.count, 0))
    }
    lseek(memory, 0, SEEK_SET)
    ftruncate(memory, 0)
    return bytes
  }
}
