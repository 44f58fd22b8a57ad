import Scenes

extension DissectionPlan.PlannedConcept {
  /// A concept of the drawn world with its category; what the world does not know is an object.
  package init(named name: String) {
    let parts: Set<Concept> = [.wall, .roof, .tower, .dome, .door, .window]
    let known = Concept.allCases.first { $0.name == name }
    self.init(name: name, category: known.map(parts.contains) ?? false ? "part" : "object")
  }
}
