import Dissection
import Experiments
import Tensors
import TestSupport
import Units

/// A plan of three blocks, the last of 8 pictures, with two units and two concepts, and what is counted
/// of pictures made of random numbers.
enum CountedRun {
  private static let layer = LayerSummary(
    name: "layer1", units: 2, grid: Grid(height: 2, width: 2))

  static func plan(
    specimens: SpecimenSource = .latents(count: 40), model: String = "model",
    concepts: [String] = ["sky", "tree"], confidence: Double? = 0.9
  ) -> DissectionPlan {
    DissectionPlan(
      model: .init(name: model, hash: "0", title: ""),
      segmenter: .init(name: "segmenter", hash: "1", title: ""), specimens: specimens,
      layers: [layer], concepts: concepts.map { .init(name: $0, category: "object") },
      labelGrid: DissectionPlan.labelGrid, confidence: confidence,
      scales: [[LevelScale(sample: [0, 1]), LevelScale(sample: [0, 1])]])
  }

  static func counts(_ blocks: Int..., of plan: DissectionPlan = plan()) -> DissectionCounts {
    let grid = DissectionPlan.labelGrid
    let sampling = GridSampling(from: layer.grid, to: grid, .edges)
    var counts = DissectionCounts(plan)
    for block in blocks {
      var random = SplitMix64(seed: UInt64(block))
      let ids = Array(plan.pictures(of: block))
      let observations = ids.map { _ in
        TallyBlock.Observation(
          features: Tensor(
            shape: Shape(2, 2, 2), elements: (0..<8).map { _ in .random(in: 0...1, using: &random) }
          ),
          labels: LabelMap(
            grid: grid, numbers: (0..<grid.count).map { _ in .random(in: 0...1, using: &random) }))
      }
      counts.tallies[0].count(
        TallyBlock(number: block, ids: ids, observations, sampling), scales: plan.scales[0])
      counts.add(block: block, skipped: [])
    }
    return counts
  }
}
