package import Painting
package import Units

/// What came back: the newest picture, whether another is under way, and the last message.
package struct Feedback: Sendable {
  /// The last thing that happened, for the status line.
  package struct Message: Equatable, Sendable {
    package let text: String
    package let isError: Bool
  }

  package private(set) var message: Message?
  /// Whether strokes outlive the program; the screen says so as long as they do not.
  package var areStrokesKept = true
  package private(set) var rendered: RenderedPicture?
  /// The number of the newest request.
  package private(set) var newestRequest = 0
  /// The number of the newest request that gave no picture.
  private var failedRequest: Int?

  package init() {}

  // MARK: Pictures

  /// Whether the picture of the newest request is still to come.
  package var isRendering: Bool { rendered?.request.number != newestRequest && !hasFailed }

  /// Whether the newest request gave no picture.
  package var hasFailed: Bool { failedRequest == newestRequest }

  /// The picture, if it came with the features of a layer.
  package func rendered(on layer: LayerName) -> RenderedPicture? {
    rendered.flatMap { $0.request.session.layer == layer ? $0 : nil }
  }

  /// Gives the next request its number.
  package mutating func countRequest() { newestRequest += 1 }

  /// Takes a finished picture, be it of an older request.
  package mutating func receive(_ picture: RenderedPicture) { rendered = picture }

  /// Says why a request gave no picture; the last one stays, and undo takes the cause back.
  package mutating func receiveFailure(ofRequest number: Int, _ reason: String) {
    failedRequest = number
    complain("no picture: \(reason)")
  }

  // MARK: Messages

  /// Shows what was done.
  package mutating func say(_ text: String) { message = Message(text: text, isError: false) }

  /// Shows what could not be done, as an error; nothing else changes.
  package mutating func complain(_ text: String) { message = Message(text: text, isError: true) }

  /// Takes the message off the screen.
  package mutating func clearMessage() { message = nil }
}
