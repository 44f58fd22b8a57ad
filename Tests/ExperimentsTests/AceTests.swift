import Causes
import Checkpoints
import Experiments
import FoundationEssentials
import Networks
import Tensors
import TestSupport
import Testing
import Units

/// PyTorch's sums have another order; probabilities and slopes are of order 0.01 to 1.
private let tolerance = 1e-5

/// Optimisations of causal weights, of two small networks with random weights.
struct AceTests {
  private let expected: Checkpoint
  private let generator: Generator
  private let segmenter: Segmenter

  init() throws {
    func open(_ path: String, file: String = #filePath) throws -> Checkpoint {
      let folder = URL(filePath: file).deletingLastPathComponent()
      return try Checkpoint(contentsOf: folder.appending(path: path).path)
    }
    expected = try open("Fixtures/ace.safetensors")
    generator = try Generator(open("../NetworksTests/Fixtures/progressive.safetensors"))
    segmenter = try Segmenter(open("../NetworksTests/Fixtures/segmenter.safetensors"))
  }

  /// A concept that a picture shows in a part.
  private func shown() throws -> Int {
    let latents = (0..<20).map { Latent(seed: 10, id: $0).values(count: generator.latentSize) }
    for concept in segmenter.concepts.indices {
      let probe = try probe(concept)
      for latent in latents where try probe.look(at: latent) {
        if probe.cover.contains(0), probe.cover.contains(where: { $0 > 0 }) { return concept }
      }
    }
    throw CancellationError()
  }

  private func numbers(_ name: String) throws -> [Double] {
    try expected.tensor(name).elements.map { Double($0) }
  }

  private func probe(_ concept: Int = 1) throws -> ConceptProbe {
    ConceptProbe(
      generator, segmenter, layer: try #require(generator.layer("layer4")), concept: concept)
  }

  private func sites(_ name: String) throws -> [ConceptSites.Site] {
    let latents = try expected.tensor(name).elements
    return try numbers("\(name)/cells").enumerated().map { index, cell in
      ConceptSites.Site(
        id: index, latent: Array(latents[index * 16..<(index + 1) * 16]), cell: Int(cell), score: 1)
    }
  }

  private func optimization() throws -> AceOptimization {
    AceOptimization(
      try probe(), values: try expected.tensor("values").elements,
      // The largest is 1, so that the weights begin as they are.
      weights: CausalWeights(ious: try numbers("weights"), rate: 0.02, penalty: 0.005))
  }

  @Test func `a step goes where PyTorch's Adam goes by autograd's gradients`() throws {
    var optimization = try optimization()
    let (present, candidates) = (try sites("present"), try sites("candidates"))
    let loss = try #require(try optimization.loss(present, candidates))
    let (removal, insertion) = (try numbers("removal/loss")[0], try numbers("insertion/loss")[0])
    #expect(abs(loss - optimization.weights.penaltySum - (removal - insertion)) < tolerance)
    for step in 1...2 {
      var random = SeededRandom(seed: 0)
      #expect(try optimization.runEpoch(present, candidates, batch: 2, using: &random))
      let wanted = try numbers("weights/\(step)")
      for (found, wanted) in zip(optimization.weights.values, wanted) {
        #expect(abs(found - wanted) < tolerance)
      }
    }
  }

  @Test func `the loss grows with each weight as autograd says`() throws {
    let (present, candidates) = (try sites("present"), try sites("candidates"))
    let (weights, gradient) = (try numbers("weights"), try numbers("gradient"))
    let probe = try probe()
    let values = try expected.tensor("values").elements
    let grid = probe.layer.grid
    for unit in weights.indices {
      var slope = 2 * 0.005 * weights[unit]
      for (sites, sign, isInserted) in [(present, 1.0, false), (candidates, -1.0, true)] {
        for site in sites {
          let maps = weights.indices.map { unit in
            var map = Intervention.Map(
              alphas: [Float](repeating: 0, count: grid.count),
              values: [Float](repeating: 0, count: grid.count))
            map.alphas[site.cell] = Float(weights[unit])
            map.values[site.cell] = isInserted ? values[unit] : 0
            return (unit, map)
          }
          #expect(
            try probe.look(
              at: site.latent,
              [
                Intervention(
                  layer: probe.layer.name, grid: grid, maps: Dictionary(uniqueKeysWithValues: maps))
              ]))
          let feature = probe.features.elements[unit * grid.count + site.cell]
          let target = isInserted ? values[unit] : 0
          slope += sign / 2 * probe.gradient(at: site.cell)[unit] * Double(target - feature)
        }
      }
      #expect(abs(slope - gradient[unit]) < tolerance)
    }
  }

  @Test func `a search measures where the concept is and what the units do there`() throws {
    let sizes = AceSizes.usual(searched: 60)
    let shown = try shown()
    var search = AceSearch(try probe(shown), latentSize: generator.latentSize, sizes)
    var seen: [Int] = []
    let present = try #require(try search.present(progress: { seen.append($0) }))
    #expect(seen == Array(1...60))
    #expect(present.count > 0 && present.count <= sizes.trained + sizes.evaluated)
    for sites in [present.training, present.evaluation] {
      #expect(sites.map(\.id) == sites.map(\.id).sorted() && sites.allSatisfy { $0.score > 0 })
    }
    let site = try #require(present.training.first)
    let probe = try probe(shown)
    #expect(site.latent == Latent(seed: 10, id: site.id).values(count: 16))
    #expect(try probe.look(at: site.latent))
    #expect(probe.cover.max() == Float(site.score) && probe.cover[site.cell] == Float(site.score))
    #expect(search.values.count == 12 && search.values.contains { $0 != 0 })

    let candidates = try #require(try search.candidates())
    #expect(candidates.count > 0)
    for site in candidates.training {
      #expect(try probe.look(at: site.latent))
      let before = probe.cover
      #expect(before[site.cell] == 0)
      let all = Dictionary(uniqueKeysWithValues: search.values.enumerated().map { ($0, $1) })
      let insertion = Intervention(
        setting: all, of: "layer4", on: probe.layer.grid, at: [site.cell])
      #expect(try probe.look(at: site.latent, [insertion]))
      let gain = zip(probe.cover, before).reduce(0) { $0 + Double($1.0 - $1.1) }
      #expect(abs(gain - site.score) < 1e-5)
    }
  }

  @Test func `a search that is cancelled finds nothing`() throws {
    var search = AceSearch(
      try probe(), latentSize: generator.latentSize, .usual(searched: 60))
    #expect(try search.present(isCancelled: { true }) == nil)
  }

  @Test func `the best sites are kept, and the later part evaluates`() {
    let found = (0..<30).map { id in
      ConceptSites.Site(id: id, latent: [], cell: 0, score: Double(id % 10 + 1))
    }
    let sites = ConceptSites(found, .usual(searched: 50))
    #expect(sites.training.map(\.id) == [6, 7, 8, 9, 16, 17, 18, 19, 26, 27])
    #expect(sites.evaluation.map(\.id) == [28, 29])
  }
}
