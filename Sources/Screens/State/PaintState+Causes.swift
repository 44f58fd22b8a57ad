package import Painting
import Recipes
import Units

/// What edits cause, as the program finds it out while nobody waits.
extension PaintState {
  // MARK: The last edit

  /// Asks what the last stroke or toggle has caused, once its picture is there.
  package mutating func takeCausalQuestion() -> CausalQuestion? { meter.take(feedback) }

  /// Says what an edit has caused, unless something else has happened since.
  package mutating func receive(_ reading: CausalReading) {
    if meter.isExpecting(reading, feedback) { feedback.say(reading.sentence) }
  }

  // MARK: Where the concept takes

  /// What is to be done for the view of where a concept takes.
  package enum ContextRequest: Sendable {
    case begin(ContextQuestion)
    /// Nobody looks any more.
    case end
  }

  /// Asks where the chosen concept takes when that is in sight, once for each picture, concept and strength.
  package mutating func takeContextRequest() -> ContextRequest? {
    guard context.isOpen else { return context.forget() ? .end : nil }
    guard let question = contextQuestion, context.ask(question) else { return nil }
    return .begin(question)
  }

  /// Takes over at which cells the concept was tried.
  package mutating func receive(_ map: ContextMap) { context.receive(map) }

  /// Says why it cannot be tried.
  package mutating func receiveFailure(ofContext reason: String) {
    guard context.isOpen else { return }
    context.isOpen = false
    feedback.complain(reason)
  }

  /// Where the chosen concept takes in the picture in sight, as far as it was tried.
  package var contextMap: ContextMap? { contextQuestion.flatMap(context.map(of:)) }

  /// Nil while the picture is not there, or nobody looks.
  private var contextQuestion: ContextQuestion? {
    guard context.isOpen, !feedback.isRendering, !concepts.lacksLevels,
      let rendered = feedback.rendered(on: session.layer)
    else { return nil }
    let recipe = concepts.chosen
    let units = units(of: recipe, .draw, in: session)
    guard !units.isEmpty else { return nil }
    let responding = brush.units(of: concepts.responding, in: session).map(\.unit)
    let heat = concepts.activity(of: responding, in: rendered.features)
    let cells = Array(0..<grid.count)
    return ContextQuestion(
      session: session, concept: recipe.concept, edits: Self.edits(units, on: recipe.layer),
      order: heat.map { heat in cells.sorted { (-heat[$0], $0) < (-heat[$1], $1) } } ?? cells)
  }
}
