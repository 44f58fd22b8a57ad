import Painting
import Screens

/// What edits cause.
extension Painter {
  /// Has the segmenter read what the last edit has caused, and try where the chosen concept takes.
  mutating func askForCauses() {
    if let question = state.takeCausalQuestion(), let rendered = state.feedback.rendered {
      causes.read(question, rendered)
    }
    switch state.takeContextRequest() {
    case .begin(let question): causes.beginMap(of: question)
    case .end: causes.endMap()
    case nil: break
    }
  }

  /// Takes what was found out.
  mutating func takeCauses() {
    if let reading = causes.readings.take() { state.receive(reading) }
    if let map = causes.maps.take() { state.receive(map) }
    if let failure = causes.failures.take() { state.receiveFailure(ofContext: failure) }
  }
}
