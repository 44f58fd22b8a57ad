/// Whether the program wants to send a picture as soon as there is room, and what goes before it.
package enum PictureDemand: Sendable {
  case none
  /// The newest screen goes first.
  case afterScreen
  /// The screen leaves the picture the next room: it has changed all the time, and had all the link.
  case beforeScreen
}
