import Networks
import Tensors
import TestSupport
import Units

/// A small network with random nodes, and the definition of each.
struct RandomGraph {
  let graph: LayerGraph
  private let definitions: [([Tensor]) -> Tensor]

  /// Makes a graph of ten nodes, most of which have a name.
  ///
  /// The input is large for some seeds, so that batches run image by image from a node on.
  init(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let side = seed % 3 == 0 ? 36 : 8
    let input = MapSize(units: 3, grid: Grid(height: side, width: side + 2))
    var nodes: [LayerGraph.Node] = []
    var definitions: [([Tensor]) -> Tensor] = []
    for number in 0..<10 {
      let places = [LayerGraph.Source.input] + nodes.indices.map { LayerGraph.Source.node($0) }
      func size(_ place: LayerGraph.Source) -> MapSize {
        place == .input ? input : nodes[(places.firstIndex(of: place) ?? 1) - 1].operation.output
      }
      // Mostly what comes before, sometimes what lies further back.
      let source =
        Int.random(in: 0..<4, using: &random) == 0
        ? places[Int.random(in: places.indices, using: &random)] : places[number]
      let alike = places.filter { $0 != source && size($0) == size(source) }
      let beside = places.filter { size($0).grid == size(source).grid }
      let (operation, definition, sources) = Self.node(
        source, size, alike: alike.randomElement(using: &random) ?? source,
        beside: beside.randomElement(using: &random) ?? source, &random)
      let names = number % 4 == 1 ? [] : ["node\(number)"] + (number == 2 ? ["alias"] : [])
      nodes.append(
        LayerGraph.Node(names.map(LayerName.init(rawValue:)), operation, reading: sources))
      definitions.append(definition)
    }
    graph = LayerGraph(input: input, nodes: nodes)
    self.definitions = definitions
  }

  private static func node(
    _ source: LayerGraph.Source, _ size: (LayerGraph.Source) -> MapSize, alike: LayerGraph.Source,
    beside: LayerGraph.Source, _ random: inout SplitMix64
  ) -> (any LayerOperation, ([Tensor]) -> Tensor, [LayerGraph.Source]) {
    let map = size(source)
    let isSmall = min(map.grid.height, map.grid.width) < 4
    switch Int.random(in: 0..<8, using: &random) {
    case 0 where !isSmall:
      let pooling = MaximumPooling(Window(side: 3, stride: 2, padding: 1), of: map)
      return (pooling, { pooling.definition($0[0]) }, [source])
    case 1:
      let addition = Addition(of: map, then: .relu)
      return (addition, { addition.definition($0[0], $0[1]) }, [source, alike])
    case 2 where map.units + size(beside).units < 40:
      let joined = Concatenation(of: [map, size(beside)])
      return (joined, { joined.definition($0) }, [source, beside])
    case 3 where map.grid.count < 40:
      return convolution(source, map, doubles: true, &random)
    default: return convolution(source, map, doubles: false, &random)
    }
  }

  private static func convolution(
    _ source: LayerGraph.Source, _ map: MapSize, doubles: Bool, _ random: inout SplitMix64
  ) -> (any LayerOperation, ([Tensor]) -> Tensor, [LayerGraph.Source]) {
    let shape = ConvolutionShape(
      inputs: map.units, outputs: Int.random(in: 5...9, using: &random), kernel: 3, padding: 1,
      doublesInput: doubles, grid: map.grid)
    let reach = (2 / Float(9 * map.units)).squareRoot()
    let weights = Tensor(
      shape: shape.weightShape,
      elements: (0..<shape.weightShape.count).map { _ in
        Float.random(in: -2...2, using: &random) * reach
      })
    let normalizes = Bool.random(using: &random)
    let definition = ConvolutionDefinition(
      shape, weights: weights, activation: .leakyReLU, normalizesPixels: normalizes)
    return (
      Convolution(
        shape, weights: weights, activation: .leakyReLU, normalizesPixels: normalizes),
      { definition.output(of: $0[0]) }, [source]
    )
  }

  // MARK: What goes in and comes out

  func input(seed: UInt64) -> Tensor {
    var random = SplitMix64(seed: seed &+ 77)
    return Tensor(units: graph.input.units, graph.input.grid) { _, _, _ in
      Float.random(in: -1...1, using: &random)
    }
  }

  /// The features of every layer, by the definitions.
  func features(of input: Tensor) -> [LayerName: Tensor] {
    var maps = [LayerGraph.Source.input: input]
    var features: [LayerName: Tensor] = [:]
    for (number, node) in graph.nodes.enumerated() {
      let output = definitions[number](node.sources.compactMap { maps[$0] })
      maps[.node(number)] = output
      for name in node.names { features[name] = output }
    }
    return features
  }

  /// Rectangles of cells at random, of some units and layers.
  func interventions(_ random: inout SplitMix64) -> [Intervention] {
    (0..<Int.random(in: 0...3, using: &random)).compactMap { _ in
      guard let layer = graph.layers.randomElement(using: &random) else { return nil }
      let (height, width) = (layer.grid.height, layer.grid.width)
      let top = Int.random(in: 0..<height, using: &random)
      let left = Int.random(in: 0..<width, using: &random)
      let alphas = (0..<layer.grid.count).map { cell -> Float in
        (top...top + 1).contains(cell / width) && (left...left + 1).contains(cell % width) ? 1 : 0
      }
      let value = Float.random(in: -2...2, using: &random)
      let map = Intervention.Map(alphas: alphas, values: alphas.map { _ in value })
      let units = (0..<layer.units).shuffled(using: &random).prefix(2)
      return Intervention(
        layer: layer.name, grid: layer.grid,
        maps: Dictionary(uniqueKeysWithValues: units.map { ($0, map) }))
    }
  }
}
