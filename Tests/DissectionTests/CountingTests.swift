import Dissection
import Tensors
import TestSupport
import Testing
import Units

/// Counts against their definition, pixel by pixel.
@Suite struct CountingTests {
  private static let concepts = 3

  private func observations(
    _ pictures: Int, of layer: LayerSummary, labels grid: Grid
  ) -> [TallyBlock.Observation] {
    var random = SplitMix64(seed: 5)
    return (0..<pictures).map { _ in
      TallyBlock.Observation(
        features: Tensor(
          shape: Shape(layer.units, layer.grid.height, layer.grid.width),
          elements: (0..<layer.units * layer.grid.count).map { _ in
            max(Float.random(in: -1...2, using: &random), 0)
          }),
        labels: LabelMap(
          grid: grid,
          numbers: (0..<grid.count).map { _ in
            UInt16.random(in: 0..<UInt16(Self.concepts), using: &random)
          }))
    }
  }

  /// The unit's features at the pixels of each picture's labels.
  private func activations(
    _ observations: [TallyBlock.Observation], _ sampling: GridSampling, _ unit: Int
  ) -> [[Float]] {
    var scratch = [Float](repeating: 0, count: sampling.scratchCount)
    return observations.map { observation in
      let cells = sampling.source.count
      let features = Array(observation.features.elements[unit * cells..<(unit + 1) * cells])
      var pixels = [Float](repeating: 0, count: sampling.target.count)
      unsafe features.withUnsafeBufferPointer { features in
        unsafe scratch.withUnsafeMutableBufferPointer { scratch in
          unsafe pixels.withUnsafeMutableBufferPointer { pixels in
            unsafe sampling.read(features, scratch, into: pixels)
          }
        }
      }
      return pixels
    }
  }

  @Test(arguments: [
    (pictures: 16, cells: 4, rows: 8, columns: 8), (5, 3, 7, 9), (1, 6, 5, 3), (2, 9, 4, 5),
  ])
  func `every pixel counts in its bin, and in that of other pictures' labels`(
    pictures: Int, cells: Int, rows: Int, columns: Int
  ) throws {
    let layer = LayerSummary(
      name: "layer1", units: 3, grid: Grid(height: cells, width: cells + 1))
    let grid = Grid(height: rows, width: columns)
    let observations = observations(pictures, of: layer, labels: grid)
    let sampling = GridSampling(from: layer.grid, to: grid, .edges)
    let ids = (0..<pictures).map { 32 + 2 * $0 }
    let block = TallyBlock(number: 2, ids: ids, observations, sampling)
    let shuffles = ChancePairing(block: 2, pictures: pictures).partners
    var sample = LevelSample(layer)
    for observation in observations { sample.add(observation.features, sampling) }
    let scales = sample.scales
    var tally = LayerTally(layer, conceptCount: Self.concepts)
    tally.count(block, scales: scales)
    // A second time, into memory that was used.
    tally.count(block, scales: scales)
    for unit in 0..<layer.units {
      let levels = scales[unit].levels
      var counts = [UInt64](repeating: 0, count: Self.concepts * LevelScale.binCount)
      var chance = [UInt64](
        repeating: 0, count: Self.concepts * shuffles.count)
      let activations = activations(observations, sampling, unit)
      for (picture, pixels) in activations.enumerated() {
        for (pixel, value) in pixels.enumerated() {
          let bin = levels.count { $0 < value }
          let labels = observations[picture].labels.numbers
          counts[Int(labels[pixel]) * LevelScale.binCount + bin] += 2
          guard value > levels[LevelScale.topNumber] else { continue }
          for (replicate, partners) in shuffles.enumerated() {
            #expect(partners[picture] != picture)
            let labels = observations[partners[picture]].labels.numbers
            chance[replicate * Self.concepts + Int(labels[pixel])] += 2
          }
        }
      }
      let maxima = observations.map { observation in
        let cells = layer.grid.count
        return observation.features.elements[unit * cells..<(unit + 1) * cells].max() ?? 0
      }
      #expect(Set(tally.units[unit].top.entries.map(\.id)) == Set(ids))
      for entry in tally.units[unit].top.entries {
        #expect(entry.activation == maxima[(entry.id - 32) / 2])
      }
      #expect(tally.units[unit].counts == counts)
      #expect(tally.units[unit].chance.filter { $0 > 0 }.isEmpty == (pictures == 1))
      if pictures > 1 { #expect(tally.units[unit].chance == chance) }
    }
  }

  @Test func `pictures are compared with all others of their block, in many orders`() {
    let shuffles = ChancePairing(block: 3, pictures: 16).partners
    #expect(shuffles.count == ChancePairing.replicates)
    for partners in shuffles {
      #expect(partners.sorted() == Array(0..<16))
      #expect(partners.indices.allSatisfy { partners[$0] != $0 })
    }
    #expect(Set(shuffles).count == shuffles.count)
    #expect(Set(shuffles.map { $0[0] }).count == 15)
    #expect(shuffles != ChancePairing(block: 4, pictures: 16).partners)
  }
}
