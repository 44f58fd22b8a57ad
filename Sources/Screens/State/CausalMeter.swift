import Files
package import Painting
import Pictures

/// What the last stroke or toggle has caused: it is asked for when its picture is there.
package struct CausalMeter: Sendable {
  /// The edit, until something else is asked for.
  private var edit: CausalQuestion?
  /// What was said of the edit; news of what it has caused takes the place of nothing else.
  private var message: Feedback.Message?
  /// The request that was asked about last.
  private var asked: Int?

  /// Follows a stroke, of which the picture before it does not have any part.
  mutating func watch(_ stroke: Stroke, before: Picture?, request: Int) {
    edit = CausalQuestion(
      request: request, concept: stroke.concept, direction: stroke.direction, mask: stroke.mask,
      before: before)
    message = nil
  }

  /// Follows an edit of the whole picture, or one of what was painted before, which has no direction.
  mutating func watch(
    _ concept: String, _ direction: Stroke.Direction?, before: Picture?, request: Int,
    message: Feedback.Message?
  ) {
    edit = CausalQuestion(
      request: request, concept: concept, direction: direction, mask: nil, before: before)
    self.message = message
  }

  /// Follows a stroke that has grown.
  mutating func follow(_ stroke: Stroke, request: Int) {
    if let edit { watch(stroke, before: edit.before, request: request) }
  }

  /// Forgets the edit, because the person does something else.
  mutating func forget() { edit = nil }

  /// Asks, once, what the edit has caused whose picture is there.
  mutating func take(_ feedback: Feedback) -> CausalQuestion? {
    guard let edit, edit.request == feedback.newestRequest, !feedback.isRendering,
      !feedback.hasFailed, asked != edit.request
    else { return nil }
    asked = edit.request
    return edit
  }

  /// Whether news of an edit may be shown: it is the last one, and nothing else was said since.
  func isExpecting(_ reading: CausalReading, _ feedback: Feedback) -> Bool {
    reading.request == feedback.newestRequest && reading.request == edit?.request
      && (feedback.message == nil || feedback.message == message)
  }
}

extension CausalReading {
  /// Changes of less than that are shown as none: half of a tenth of a hundredth.
  private static let least = 0.0005

  /// What the edit has caused, for the status line: `tree +4.1 % of the picture`.
  package var sentence: String {
    let change = after - before
    guard abs(change) >= Self.least else { return "\(shown: concept) 0.0 %\(excuse)" }
    return "\(shown: concept) \(change.signedPercentage) of the picture"
  }

  /// Why nothing has changed.
  private var excuse: String {
    switch direction {
    case .draw: stood < 0.5 ? ": this generator refuses it here" : ": it stands here already"
    case .remove: stood > 0 ? ": this generator keeps it here" : ": there is none here"
    case nil: ""
    }
  }
}

extension Double {
  /// A change of a share, 0 to 1, with its sign: `+4.1 %`.
  package var signedPercentage: String {
    let digits = (100 * magnitude).decimals(1)
    return "\(digits == "0.0" ? "" : self < 0 ? "−" : "+")\(digits) %"
  }
}
