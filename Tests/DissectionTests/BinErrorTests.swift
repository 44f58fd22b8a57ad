import Dissection
import Glibc
import Tensors
import TestSupport
import Testing
import Units

/// How far an IoU from counts in bins is from that of exact levels, when a run has many more pictures
/// than the sample that its levels were chosen from.
@Suite struct BinErrorTests {
  enum Distribution: String, CaseIterable, Sendable {
    case gaussian, rectified, skewed, heavyTailed
  }

  private static let grid = Grid(height: 32, width: 32)
  private static let sampleCount = 64
  private static let pictureCount = 640

  /// A unit that reacts to concept 1 and a little to 2, and more strongly in some pictures.
  private func pictures(_ shape: Distribution) -> [TallyBlock.Observation] {
    var random = SplitMix64(seed: 11)
    func normal() -> Double {
      let (first, second) = (
        Double.random(in: 0x1p-53..<1, using: &random), Double.random(in: 0..<1, using: &random)
      )
      return (-2 * log(first)).squareRoot() * cos(2 * .pi * second)
    }
    return (0..<Self.pictureCount).map { _ in
      let strength = 0.5 * normal()
      var (features, labels): ([Float], [UInt16]) = ([], [])
      for _ in 0..<Self.grid.count {
        let draw = Double.random(in: 0..<1, using: &random)
        let label: UInt16 = draw < 0.01 ? 1 : draw < 0.06 ? 2 : 0
        let signal = normal() + strength + (label == 1 ? 2.5 : label == 2 ? 0.8 : 0)
        let value =
          switch shape {
          case .gaussian: signal
          case .rectified: max(signal - 1.5, 0)
          case .skewed: exp(signal)
          // Student's t with two degrees of freedom has tails like this.
          case .heavyTailed: sinh(1.5 * signal)
          }
        features.append(Float(value))
        labels.append(label)
      }
      return TallyBlock.Observation(
        features: Tensor(shape: Shape(1, 32, 32), elements: features),
        labels: LabelMap(grid: Self.grid, numbers: labels))
    }
  }

  /// The exact IoUs at the level that 1 % of all pixels exceed.
  private func exact(_ pictures: [TallyBlock.Observation]) -> [Double] {
    let values = pictures.flatMap(\.features.elements)
    let labels = pictures.flatMap(\.labels.numbers)
    let sorted = values.sorted()
    let level = sorted[sorted.count - 1 - sorted.count / 100]
    return (0..<3).map { concept in
      var (both, either) = (0, 0)
      for (value, label) in zip(values, labels) {
        both += value > level && label == concept ? 1 : 0
        either += value > level || label == concept ? 1 : 0
      }
      return Double(both) / Double(either)
    }
  }

  @Test(arguments: Distribution.allCases, ["first", "weakest", "strongest"])
  func `an IoU is off by less than 0·001`(shape: Distribution, sampled: String) {
    let pictures = pictures(shape)
    let layer = LayerSummary(name: "layer1", units: 1, grid: Self.grid)
    let sampling = GridSampling(from: Self.grid, to: Self.grid, .edges)
    var sample = LevelSample(layer)
    // The unluckiest samples: the pictures where the unit is least active of all, or most.
    let ordered =
      sampled == "first"
      ? pictures
      : pictures.sorted {
        let sums = ($0, $1)
        let isLess =
          sums.0.features.elements.reduce(0, +) < sums.1.features.elements.reduce(0, +)
        return isLess == (sampled == "weakest")
      }
    for picture in ordered.prefix(Self.sampleCount) { sample.add(picture.features, sampling) }
    let scales = sample.scales
    var tally = LayerTally(layer, conceptCount: 3)
    for start in stride(from: 0, to: pictures.count, by: TallyBlock.size) {
      let ids = start..<start + TallyBlock.size
      let block = TallyBlock(
        number: start / TallyBlock.size, ids: Array(ids), Array(pictures[ids]), sampling)
      tally.count(block, scales: scales)
    }
    let found = UnitFindings(Unit("layer1", 0), in: tally, scales[0])
    for (concept, iou) in exact(pictures).enumerated() {
      #expect(abs(found.ious[concept] - iou) < 1e-3, "\(concept): \(found.ious[concept]) \(iou)")
    }
    #expect(found.matches)
  }
}
