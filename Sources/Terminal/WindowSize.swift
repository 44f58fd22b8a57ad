import Glibc

/// The size of a terminal's window.
package struct WindowSize: Hashable, Sendable {
  package var rows: Int
  package var columns: Int
  /// The text area in pixels, or 0 where the terminal does not tell.
  package var pixelWidth: Int
  package var pixelHeight: Int

  package init(rows: Int, columns: Int, pixelWidth: Int = 0, pixelHeight: Int = 0) {
    self.rows = rows
    self.columns = columns
    self.pixelWidth = pixelWidth
    self.pixelHeight = pixelHeight
  }

  /// Asks the kernel for the size of a terminal; nil where the descriptor is none, or it has none.
  package init?(of descriptor: Int32) {
    var size = winsize()
    guard unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_row > 0, size.ws_col > 0
    else { return nil }
    self.init(
      rows: Int(size.ws_row), columns: Int(size.ws_col), pixelWidth: Int(size.ws_xpixel),
      pixelHeight: Int(size.ws_ypixel))
  }

  /// One cell; rounded down, since xterm counts its border into the pixels.
  var cell: CellSize? {
    guard rows > 0, columns > 0 else { return nil }
    return CellSize(reported: pixelWidth / columns, pixelHeight / rows, source: .windowSize)
  }
}

/// How many pixels one cell has, and who says so.
package struct CellSize: Hashable, Sendable {
  /// Who has said how large a cell is.
  package enum Source: String, Sendable {
    case windowSize = "the window size"
    case cellReport = "the cell size report"
    case areaReport = "the text area report"
    case assumed = "an assumption"
  }

  package var width: Int
  package var height: Int
  package var source: Source

  /// What most fonts come near to, where no terminal answers.
  package static let assumed = CellSize(width: 8, height: 16, source: .assumed)

  package init(width: Int, height: Int, source: Source) {
    self.width = width
    self.height = height
    self.source = source
  }

  /// Takes what somebody says, unless no font has such cells: pictures would need memory without end.
  init?(reported width: Int, _ height: Int, source: Source) {
    guard Self.sides ~= width, Self.sides ~= height else { return nil }
    self.init(width: width, height: height, source: source)
  }

  private static let sides = 1...200

  /// Whether the other size is the same but for a border that was counted in.
  func isAbout(_ other: CellSize) -> Bool {
    abs(width - other.width) <= 1 && abs(height - other.height) <= 1
  }
}
