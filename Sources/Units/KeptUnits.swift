/// Which units of a layer a network keeps; the others are ablated everywhere.
package enum KeptUnits: Equatable, Sendable {
  /// All units, less some.
  case all(but: [Int])
  /// Some units, and no others.
  case only([Int])

  /// All units.
  package static let all = KeptUnits.all(but: [])

  /// The units that are ablated in a layer of so many.
  package func ablated(of count: Int) -> [Int] {
    switch self {
    case .all(but: let units): units
    case .only(let units): Set(0..<count).subtracting(units).sorted()
    }
  }
}
