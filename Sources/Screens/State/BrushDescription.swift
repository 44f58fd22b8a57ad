import Files
package import Painting

/// What strokes set, in words that need no explanation: `10 units · by match · at their mean`.
package enum BrushDescription {
  /// How many units a stroke sets.
  package static func units(_ count: Int, of all: Int) -> String {
    count >= all ? "all \(all) units" : count.counted("unit")
  }

  /// By which ranking the first units of a concept are taken.
  package static func ranking(_ metric: String) -> String {
    metric == "iou" ? "by match" : "by \(shown: metric)"
  }

  /// What a ranking puts first.
  package static func meaning(ofRanking metric: String) -> String {
    switch metric {
    case "insertion": "units that draw it best together"
    case "raising": "units that draw most of it, each by itself"
    case "iou": "units that are active where it is seen"
    case "ablation": "units without which most of it is gone"
    case "ace": "units that cause it together, found by gradients"
    default: "a ranking of the recipe file"
    }
  }

  /// What the units are set to.
  package static func draw(_ name: String) -> String {
    switch name {
    case "level": "at their level"
    case "mean": "at their mean"
    default: "at '\(shown: name)'"
    }
  }

  /// Which values those are.
  package static func meaning(ofDraw name: String) -> String {
    switch name {
    case "level": "strong: only 1 % of all places exceed it"
    case "mean": "gentle: the mean where the concept stands"
    default: "values of the recipe file"
    }
  }

  /// What a toggle makes of its subject in the whole picture.
  package static func toggled(_ name: String, _ state: Toggle.State?) -> String {
    switch state {
    case .boosted: "more \(shown: name) everywhere"
    case .ablated: "no \(shown: name) anywhere"
    case nil: "\(shown: name) as it was everywhere"
    }
  }
}
