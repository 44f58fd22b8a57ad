/// Why a terminal cannot be used.
package enum TerminalError: Error, Equatable, CustomStringConvertible {
  /// The device at the path cannot be opened, or is no terminal; carries `errno`.
  case noTerminal(path: String, errno: Int32)
  /// Neither the terminal type nor a stand-in for it is in the terminfo database.
  case unknownType(String)
  /// The terminal type has no way to place the cursor.
  case cannotPlaceCursor(String)
  /// The system refused a pipe or a buffer; carries `errno`.
  case noResources(errno: Int32)

  package var description: String {
    switch self {
    case .noTerminal(let path, let errno): "\(path) is not a terminal (error \(errno))"
    case .unknownType(let type): "terminal type '\(type)' is unknown on this machine"
    case .cannotPlaceCursor(let type): "terminal type '\(type)' cannot place the cursor"
    case .noResources(let errno): "no pipe or buffer for the terminal (error \(errno))"
    }
  }
}
