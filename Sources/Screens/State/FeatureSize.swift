/// How much room the pane of features takes.
package enum FeatureSize: CaseIterable, Sendable {
  case small, large, hidden

  /// The size that comes after this one.
  var next: FeatureSize {
    switch self {
    case .small: .large
    case .large: .hidden
    case .hidden: .small
    }
  }
}
