/// Why a terminal cannot be used.
package enum TerminalError: Error, Equatable, CustomStringConvertible {
  /// The device at the path cannot be opened, or is no terminal; carries `errno`.
  case noTerminal(path: String, errno: Int32)
  /// The terminal was closed while it was asked.
  case closed
  /// Neither the terminal type nor a stand-in for it is in the terminfo database.
  case unknownType(String)
  /// The terminal type has no way to place the cursor.
  case cannotPlaceCursor(String)
  /// The system's limit leaves files no room for a screen.
  case fileLimit(bytes: UInt, needed: UInt)
  /// The system refused a pipe or a buffer; carries `errno`.
  case noResources(errno: Int32)

  package var description: String {
    switch self {
    case .noTerminal(let path, let errno): "\(path) is not a terminal (error \(errno))"
    case .closed: "the terminal was closed"
    case .unknownType(let type): "terminal type '\(type)' is unknown on this machine"
    case .cannotPlaceCursor(let type): "terminal type '\(type)' cannot place the cursor"
    case .fileLimit(let bytes, let needed):
      "files may have \(bytes) bytes (ulimit -f), expected at least \(needed) for the screen"
    case .noResources(let errno): "no pipe or buffer for the terminal (error \(errno))"
    }
  }
}
