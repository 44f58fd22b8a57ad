/// What colours the cells in the pane of features.
package enum FeatureContent: CaseIterable, Sendable {
  /// How active the units of the chosen concept are.
  case concept
  /// How active the chosen unit is.
  case unit
  /// The picture's colours.
  case colours

  /// What comes after this; single units are their own concepts.
  func next(areSingleUnits: Bool) -> FeatureContent {
    switch self {
    case .concept: areSingleUnits ? .colours : .unit
    case .unit: .colours
    case .colours: .concept
    }
  }
}
