/// What matters more for a frame.
package enum FrameQuality: Sendable {
  /// Time: sixels take few colours, a third of the bytes. For slow links while a person paints.
  case fast
  /// The picture: sixels take all colours that the terminal has. For the frame that stays.
  case fine
}
