import Causes
import Dissection
import Experiments
import Files
import Units

/// What `ganbrush artifacts` says.
struct ArtifactsReport: Encodable {
  /// A unit with how unlike the world the pictures are that activate it most.
  struct RankedUnit: Encodable {
    let unit: Int
    let distance: Double

    private enum CodingKeys: String, CodingKey {
      case unit = "unit"
      case distance = "distance"
    }
  }

  let model: String
  let layer: LayerName
  let segmenter: String
  let world: SpecimenSource
  let picturesPerUnit: Int
  /// The id of the first picture that ranked no unit.
  let firstPicture: Int
  /// All units of the layer, the worst first.
  let units: [RankedUnit]
  let ablated: [Int]
  let effect: ArtifactFindings.Effect

  private enum CodingKeys: String, CodingKey {
    case model = "model"
    case layer = "layer"
    case segmenter = "segmenter"
    case world = "world"
    case picturesPerUnit = "picturesPerUnit"
    case firstPicture = "firstPicture"
    case units = "units"
    case ablated = "ablated"
    case effect = "effect"
  }

  init(_ subject: StudiedGenerator, _ findings: ArtifactFindings, world: SpecimenSource, first: Int)
  {
    model = subject.name
    layer = subject.layer.name
    segmenter = subject.labels.note.name
    self.world = world
    picturesPerUnit = findings.picturesPerUnit
    units = ArtifactFindings.ranking(findings.distances).map {
      RankedUnit(unit: $0, distance: findings.distances[$0])
    }
    firstPicture = first
    ablated = findings.worst
    effect = findings.effect
  }

  /// A table for a terminal.
  var lines: [String] {
    let middle = units[units.count / 2].distance
    let worst = units.prefix(ablated.count)
    let rows = [
      ("as they are", effect.before, effect.worstBefore),
      ("the worst \(ablated.count) units at 0", effect.after, effect.worstAfter),
      (
        "\(ablated.count) random units at 0", Self.mean(effect.random),
        Self.mean(effect.worstRandom)
      ),
    ]
    let heading =
      "\(shown: model) \(shown: layer): units by how far the \(picturesPerUnit) pictures that activate "
      + "each most are from \(shown: world.phrase) (squared Fréchet distance in what "
      + "\(shown: segmenter) sees)"
    return heading.wrapped(to: 79) + [
      "",
      "  worst   "
        + worst.prefix(5).map { "\($0.unit) (\($0.distance.decimals(3)))" }
        .joined(separator: "  "),
      "  middle  \(middle.decimals(3))",
      "",
      "distance of the pictures \(firstPicture) to \(firstPicture + effect.pictures - 1), which ranked no unit",
      "  " + "".padded(to: 32) + "all".aligned(to: 12)
        + "the \(picturesPerUnit) with most of it".aligned(to: 26),
    ]
      + rows.map { name, all, some in
        "  " + name.padded(to: 32) + all.decimals(3).aligned(to: 12)
          + some.decimals(3).aligned(to: 26)
      } + [
        "  "
          + "world, \(world.count / 2) from \(world.count - world.count / 2) others".padded(to: 32)
          + effect.world.decimals(3).aligned(to: 12)
      ]
  }

  private static func mean(_ numbers: [Double]) -> Double {
    numbers.reduce(0, +) / Double(max(1, numbers.count))
  }
}
