import Networks
import Tensors
import TestSupport
import Testing
import Units

/// Graphs at random, with skips, joins and several outputs, run in every way there is.
@Suite struct GraphRunnerTests {
  @Test(arguments: UInt64(0)..<24)
  func `a graph runs as its nodes one by one, for one image and for several`(seed: UInt64) throws {
    let graph = RandomGraph(seed: seed)
    let pictures = (0..<3).map { graph.input(seed: 10 * seed + UInt64($0)) }
    let names = Set(graph.graph.layers.map(\.name))
    let expected = pictures.map { graph.features(of: $0) }
    for images in [1, 3] {
      let runner = GraphRunner(graph.graph, images: images)
      runner.read(Array(pictures.prefix(images)))
      var visited: [Int] = []
      let isDone = runner.run(visit: { image in
        visited.append(image)
        for (name, features) in runner.features(of: names, image: image) {
          expectSame(features, expected[image][name])
        }
      })
      #expect(isDone && visited == Array(0..<images) && runner.work.share == 1)
    }
  }

  @Test(arguments: UInt64(0)..<24)
  func `changes of the input and of interventions give a full run`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let graph = RandomGraph(seed: seed)
    let names = Set(graph.graph.layers.map(\.name))
    let runner = GraphRunner(graph.graph)
    runner.read([graph.input(seed: 0)])
    var picture: UInt64 = 0
    for _ in 0..<8 {
      if Int.random(in: 0..<4, using: &random) == 0 {
        picture += 1
        runner.read([graph.input(seed: picture)])
      }
      let interventions = graph.interventions(&random)
      if Bool.random(using: &random) {
        // A run that is given up after some nodes leaves nothing wrong behind.
        var nodes = Int.random(in: 0..<graph.graph.nodes.count, using: &random)
        let isDone = runner.run(
          interventions: graph.interventions(&random),
          isCancelled: {
            nodes -= 1
            return nodes < 0
          })
        #expect(!isDone)
      }
      #expect(runner.run(interventions: interventions))
      let full = GraphRunner(graph.graph)
      full.read([graph.input(seed: picture)])
      #expect(full.run(interventions: interventions))
      for name in names { expectSame(runner.features(of: name), full.features(of: name)) }
      expectSame(runner.output.tensor(), full.output.tensor())
    }
    // Nothing has changed since, so that nothing is computed.
    let last = graph.interventions(&random)
    _ = runner.run(interventions: last)
    _ = runner.run(interventions: last)
    #expect(runner.work.executedFlop == 0 && runner.changedOutput.isEmpty)
  }

  @Test(arguments: UInt64(0)..<24)
  func `changed pixels of the input give a full run, and the same pixels no work`(
    seed: UInt64
  ) throws {
    var random = SplitMix64(seed: seed)
    let graph = RandomGraph(seed: seed)
    let names = Set(graph.graph.layers.map(\.name))
    let runner = GraphRunner(graph.graph)
    var picture = graph.input(seed: seed)
    // Nothing was read before the first changes.
    for _ in 0..<6 {
      runner.readChanges(picture)
      #expect(runner.run())
      let full = GraphRunner(graph.graph)
      full.read([picture])
      _ = full.run()
      for name in names { expectSame(runner.features(of: name), full.features(of: name)) }
      runner.readChanges(picture)
      #expect(runner.run() && runner.work.executedFlop == 0)
      let pixel = Int.random(in: 0..<graph.graph.input.grid.count, using: &random)
      picture.elements[pixel] += 1
    }
    #expect(runner.run(interventions: graph.interventions(&random)))
  }

  @Test(arguments: UInt64(0)..<12)
  func `interventions act on every image of a batch`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let graph = RandomGraph(seed: seed)
    let interventions = graph.interventions(&random)
    let pictures = (0..<3).map { graph.input(seed: UInt64($0)) }
    let batch = GraphRunner(graph.graph, images: 3)
    batch.read(pictures)
    var outputs: [Tensor] = []
    _ = batch.run(
      interventions: interventions,
      visit: { image in
        outputs.append(batch.output.tensor(image: batch.output.images == 1 ? 0 : image))
      })
    for (picture, output) in zip(pictures, outputs) {
      let single = GraphRunner(graph.graph)
      single.read([picture])
      _ = single.run(interventions: interventions)
      expectSame(output, single.output.tensor())
    }
  }

  @Test(arguments: UInt64(0)..<12)
  func `a part of a graph gives the same features, from what they depend on only`(seed: UInt64) {
    let graph = RandomGraph(seed: seed)
    let picture = graph.input(seed: 3)
    let expected = graph.features(of: picture)
    for layer in graph.graph.layers {
      guard let place = graph.graph.place(of: layer.name) else { continue }
      let part = graph.graph.part(through: place)
      let runner = GraphRunner(part)
      runner.read([picture])
      #expect(runner.run())
      expectSame(runner.output.tensor(), expected[layer.name])
      // Every node but the last is read by another.
      for (number, node) in part.nodes.enumerated().dropLast() {
        let isRead = part.nodes.contains { $0.sources.contains(.node(number)) }
        #expect(isRead, "\(node.names)")
      }
    }
  }

  @Test func `a node that reads what it does not fit is a programmer's error`() async {
    await #expect(processExitsWith: .failure) {
      let size = MapSize(units: 2, grid: Grid(height: 4, width: 4))
      let other = MapSize(units: 3, grid: Grid(height: 4, width: 4))
      _ = LayerGraph(
        input: size,
        nodes: [LayerGraph.Node(["mean"], Averaging(of: other), reading: [.input])])
    }
  }

  /// In tiles of two-dimensional transforms, what an output does not depend on cancels out only up to
  /// rounding: of features of size 1, less than 10⁻⁵ remains, and other orders add some more.
  private func expectSame(
    _ found: Tensor, _ expected: Tensor?, at location: SourceLocation = #_sourceLocation
  ) {
    guard let expected else {
      Issue.record("no features to compare with", sourceLocation: location)
      return
    }
    let largest = expected.elements.reduce(1) { max($0, abs($1)) }
    expectClose(found, expected, absolute: 3e-5 * largest, at: location)
  }
}
