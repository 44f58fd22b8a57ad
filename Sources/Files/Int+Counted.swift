extension Int {
  /// The number with a noun: `1 cell`, `4 cells`.
  package func counted(_ noun: String) -> String { "\(self) \(noun)\(self == 1 ? "" : "s")" }
}
