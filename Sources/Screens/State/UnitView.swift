package import Dissection
package import Painting
package import Units

/// What is known of single units by the dissection of the model, and whether it is in sight.
package struct UnitView: Sendable {
  /// The pictures of so many units are kept.
  private static let limit = 16

  /// Whether the view of the chosen unit stands in the place of the picture.
  package internal(set) var isOpen = false
  /// Whether the list of units was opened with the view, and is closed with it.
  var hasOpenedList = false
  /// The model's dissection, where there is one.
  package internal(set) var report: DissectionReport?
  /// Whether the dissection has counted all its pictures.
  package internal(set) var isWhole = false
  /// How sure the segmenter is of what it names, 0 to 1; nil where that is not known.
  var confidence: Double?
  /// How much of the model is dissected, while that is done.
  package internal(set) var percent: Int?
  /// Whether that is being ended early.
  var isStopping = false
  /// The pictures of the units that were looked at last, the newest last.
  private var kept: [UnitPictures] = []
  /// The unit whose pictures were asked for last.
  private var asked: Unit?

  /// Why labels may mean little.
  var doubt: String? {
    guard let confidence, confidence < DissectionReport.confidenceLimit else { return nil }
    return "segmenter only \(Int((100 * confidence).rounded())) % sure"
  }

  /// What the dissection found of a unit.
  package func findings(of unit: Unit) -> UnitReport? {
    guard let layer = report?.layers.first(where: { $0.layer == unit.layer }),
      layer.units.indices.contains(unit.channel)
    else { return nil }
    return layer.units[unit.channel]
  }

  /// The pictures that activate a unit most, as far as they are there.
  package func pictures(of unit: Unit) -> [ActivatedPicture] {
    kept.last { $0.unit == unit }?.pictures ?? []
  }

  /// Asks for the pictures of a unit in sight, once, unless they are there.
  mutating func request(for unit: Unit) -> UnitPicturesRequest? {
    guard isOpen, unit != asked, case .latents = report?.specimens,
      let findings = findings(of: unit)
    else { return nil }
    asked = unit
    let ids = findings.top.prefix(UnitStrip.count).map(\.number)
    return ids.count == pictures(of: unit).count ? nil : UnitPicturesRequest(unit, ids: ids)
  }

  /// Keeps the pictures of a unit, in place of those that were looked at longest ago.
  package mutating func receive(_ pictures: UnitPictures) {
    kept.removeAll { $0.unit == pictures.unit }
    kept.append(pictures)
    if kept.count > Self.limit { kept.removeFirst() }
  }
}
