import Causes

/// What was counted with the first units of rankings ablated or kept, by class and size.
struct HeldOutStates {
  private let plan: AblationPlan
  private let counts: AblationCounts

  init(_ plan: AblationPlan, _ counts: AblationCounts) { (self.plan, self.counts) = (plan, counts) }

  /// The balanced accuracies of a class, by size.
  func accuracies(of number: Int, keeping isKept: Bool) -> [Double] {
    guard let ranking = plan.rankings.firstIndex(where: { $0.number == number }) else { return [] }
    return plan.sizes.indices.map { size in
      tally(ranking, size, isKept).balancedAccuracy(of: number) ?? 0
    }
  }

  /// By size, the mean over classes, each with the ranking of its own.
  func points(keeping isKept: Bool, of classes: [Int]) -> [AblationPoint] {
    plan.sizes.enumerated().map { size, units in
      AblationPoint(
        units: units,
        plan.rankings.indices.compactMap { ranking in
          guard let number = plan.rankings[ranking].number, classes.contains(number) else {
            return nil
          }
          return (tally(ranking, size, isKept), number)
        })
    }
  }

  /// By size, the mean over classes and random orders.
  func controls(keeping isKept: Bool, of classes: [Int]) -> [AblationPoint] {
    plan.sizes.enumerated().map { size, units in
      AblationPoint(
        units: units,
        plan.rankings.indices.filter { plan.rankings[$0].number == nil }.flatMap { ranking in
          let tally = tally(ranking, size, isKept)
          return classes.map { (tally, $0) }
        })
    }
  }

  /// As `AblationPlan.states` numbers them.
  private func tally(_ ranking: Int, _ size: Int, _ isKept: Bool) -> PredictionTally {
    counts.tally(in: 1 + 2 * (ranking * plan.sizes.count + size) + (isKept ? 1 : 0))
  }
}
