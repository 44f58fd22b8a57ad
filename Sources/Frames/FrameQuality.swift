/// How much of a picture a frame shows, from all of it to what even a slow link carries at once.
package enum FrameQuality: CaseIterable, Sendable {
  /// All colours that the terminal has. For the frame that stays.
  case fine
  /// Few colours: for sixels a third of the bytes.
  case fast
  /// Few colours and large pixels: for sixels less than a tenth of the bytes.
  case draft
}
