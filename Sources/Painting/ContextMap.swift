/// A concept whose effect at each cell of a picture is asked for.
package struct ContextQuestion: Sendable {
  package let session: Session
  package let concept: String
  /// What a stroke of the concept sets.
  package let edits: [UnitEdit]
  /// All cells of the session's layer, the most promising first.
  package let order: [Int]

  package init(session: Session, concept: String, edits: [UnitEdit], order: [Int]) {
    self.session = session
    self.concept = concept
    self.edits = edits
    self.order = order
  }

  /// Whether another question has the same answer, be it in another order.
  package func asksSame(as other: ContextQuestion) -> Bool {
    concept == other.concept && edits == other.edits && session == other.session
  }
}

/// How well a concept takes at each cell of a picture, as far as that was tried.
package struct ContextMap: Sendable {
  package let question: ContextQuestion
  /// For each cell, how much more of the picture shows the concept when it is painted there: a share of
  /// the picture; nil where that was not tried yet.
  package private(set) var changes: [Double?]

  /// Begins with nothing tried.
  package init(_ question: ContextQuestion) {
    self.question = question
    changes = Array(repeating: nil, count: question.order.count)
  }

  /// How many cells were tried.
  package var count: Int { changes.count { $0 != nil } }

  /// The change that is shown brightest: the cell itself becomes the concept.
  package var full: Double { 1 / Double(changes.count) }

  /// How bright each cell is, 0 to 1.
  package var brightness: [Float?] { changes.map { $0.map { Float(min(1, max(0, $0 / full))) } } }

  /// Takes the change of a cell.
  package mutating func record(_ change: Double, at cell: Int) { changes[cell] = change }
}
