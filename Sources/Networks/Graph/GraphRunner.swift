package import Tensors
package import Units

/// Runs a graph again and again in memory that it keeps, each time computing only what has changed.
///
/// The features of every place are kept. A change of the input or an intervention makes some pixels
/// out of date; at each later place only pixels that depend on a changed one are computed (Li et
/// al. 2022, SIGE). The result equals a full run's within 1e-5 of its features' size: terms that a
/// pixel does not depend on cancel out in its tile only up to rounding.
///
/// Several images run together where maps are small, because reading weights takes longer there than
/// the products; from the first large map on they go one by one, through the same memory.
///
/// A runner belongs to one thread at a time; workers of its own share each operation.
package final class GraphRunner {
  private let graph: LayerGraph
  private let images: Int
  /// By place: the input, then the nodes.
  private var maps: [KeptMap]
  /// How many nodes run for all images together; the others run image by image.
  private let shared: Int
  /// One image of each place before `shared` that a later node reads.
  private var staged: [Int: KeptMap] = [:]
  private let scratch = Scratch()
  private var hasRead = false
  /// What the last run took.
  package private(set) var work = RunningWork(executedFlop: 0, share: 0)

  /// Maps of so many pixels an image are computed for all images together.
  private static let sharedPixels = 32 * 32

  /// Prepares memory for the features at all places.
  package init(_ graph: LayerGraph, images: Int = 1) {
    precondition(images > 0, "\(images) images")
    self.graph = graph
    self.images = images
    let large = graph.nodes.firstIndex { $0.operation.output.grid.count > Self.sharedPixels }
    let shared = images == 1 ? graph.nodes.count : large ?? graph.nodes.count
    self.shared = shared
    maps = (0...graph.nodes.count).map { index in
      KeptMap(
        LayerGraph.Source(index: index), of: graph, images: index <= shared ? images : 1)
    }
    for index in 0...shared where graph.readers[index].contains(where: { $0.node >= shared }) {
      staged[index] = KeptMap(LayerGraph.Source(index: index), of: graph, images: 1)
    }
  }

  /// Replaces the input.
  ///
  /// - Precondition: There is one tensor of the input's size for each image.
  package func read(_ inputs: [Tensor]) {
    precondition(inputs.count == images, "\(inputs.count) inputs for \(images) images")
    maps[0].read(inputs)
    outdateReaders(of: 0, by: maps[0].changed)
    hasRead = true
  }

  /// Replaces the pixels of the input that differ from those that it has; what does not depend on them
  /// is not computed again.
  ///
  /// Features then equal a full run's up to rounding, which depends on the inputs before. Who wants bits
  /// that follow from the input alone reads all of it.
  ///
  /// - Precondition: The runner has one image, and the tensor the input's size.
  package func readChanges(_ input: Tensor) {
    precondition(images == 1, "changes of \(images) images")
    guard hasRead else { return read([input]) }
    maps[0].readChanges(input)
    outdateReaders(of: 0, by: maps[0].changed)
  }

  /// Brings all features up to date.
  ///
  /// - Parameters:
  ///   - interventions: Changes to features of every image; those at the same layer apply one after
  ///     another.
  ///   - isCancelled: Asked before each node.
  ///   - visit: Is called with each image when all its features can be looked at.
  /// - Returns: False when cancelled; what was computed until then is kept.
  /// - Precondition: `LayerGraph.validate(_:)` accepts every intervention.
  package func run(
    interventions: [Intervention] = [], isCancelled: () -> Bool = { false },
    visit: (_ image: Int) -> Void = { _ in }
  ) -> Bool {
    var flop = (executed: 0.0, full: 0.0)
    let edits = placed(interventions)
    for node in 0..<shared {
      if isCancelled() { return false }
      update(node, edits[node + 1] ?? [], &flop)
    }
    for image in 0..<images {
      for (index, map) in staged {
        staged[index]?.copyImage(image, of: maps[index].current.features)
        outdateReaders(of: index, by: map.plain.region, areStaged: true)
      }
      for node in shared..<graph.nodes.count {
        if isCancelled() { return false }
        update(node, edits[node + 1] ?? [], &flop)
      }
      visit(image)
    }
    work = RunningWork(executedFlop: flop.executed, share: flop.executed / flop.full)
    return true
  }

  /// The interventions by the index of their place.
  private func placed(_ interventions: [Intervention]) -> [Int: [Intervention]] {
    Dictionary(grouping: interventions) { intervention in
      guard let place = graph.place(of: intervention.layer) else {
        preconditionFailure("no layer '\(intervention.layer)'")
      }
      return place.index
    }
  }

  private func update(
    _ number: Int, _ interventions: [Intervention], _ flop: inout (executed: Double, full: Double)
  ) {
    let node = graph.nodes[number]
    let inputs = node.sources.map { source in
      (number >= shared ? staged[source.index] : nil)?.current ?? maps[source.index].current
    }
    let region = maps[number + 1].update(interventions) { region, output in
      guard !region.isEmpty else { return }
      node.operation.write(region, of: output, from: inputs, scratch: scratch)
    }
    outdateReaders(of: number + 1, by: maps[number + 1].changed)
    flop.executed += region.isEmpty ? 0 : node.operation.flop(of: region)
    flop.full += node.operation.flop(of: node.operation.output.region)
  }

  /// Marks what those who read a place have to compute.
  ///
  /// Who reads a staged image of the place is marked when it is staged, and only then.
  private func outdateReaders(of index: Int, by region: PixelRegion, areStaged: Bool = false) {
    guard !region.isEmpty else { return }
    for reader in graph.readers[index]
    where (reader.node >= shared && index <= shared) == areStaged {
      let affected = graph.nodes[reader.node].operation.affected(
        by: region, ofInput: reader.input)
      maps[reader.node + 1].outdated = maps[reader.node + 1].outdated.union(affected)
    }
  }

  // MARK: Looking at features

  /// The features of a layer as they were before any intervention there, C×H×W.
  ///
  /// - Parameters:
  ///   - name: The layer.
  ///   - image: The image; where images are visited one by one, the one being visited.
  /// - Returns: A copy.
  /// - Precondition: The layer exists.
  package func features(of name: LayerName, image: Int = 0) -> Tensor {
    guard let place = graph.place(of: name) else { preconditionFailure("no layer '\(name)'") }
    let map = maps[place.index].plain
    return map.tensor(image: map.images == 1 ? 0 : image)
  }

  /// The features of some layers by name, as `features(of:image:)` gives them.
  package func features(of names: Set<LayerName>, image: Int = 0) -> [LayerName: Tensor] {
    Dictionary(uniqueKeysWithValues: names.map { ($0, features(of: $0, image: image)) })
  }

  /// The features of a layer with every intervention, as later layers read them, C×H×W.
  ///
  /// - Precondition: The layer exists, and the runner has one image.
  package func editedFeatures(of name: LayerName) -> Tensor {
    guard let place = graph.place(of: name) else { preconditionFailure("no layer '\(name)'") }
    return maps[place.index].current.features.tensor()
  }

  /// The features at a place, by its index, as its operation gave them.
  func plainFeatures(at index: Int) -> FeatureMap { maps[index].plain }

  /// The features at a place, by its index, as later nodes read them.
  func currentFeatures(at index: Int) -> MeasuredMap { maps[index].current }

  /// The last node's features with interventions, where a reader may look at them.
  package var output: FeatureMap { maps[graph.nodes.count].current.features }

  /// The pixels of the output that may have changed in the last run.
  package var changedOutput: PixelRegion { maps[graph.nodes.count].changed }
}

/// What a run took.
package struct RunningWork: Equatable, Sendable {
  /// Multiplications and additions of the convolutions.
  package let executedFlop: Double
  /// The part of a full run's; 1 where nothing could be reused.
  package let share: Double

  package init(executedFlop: Double, share: Double) {
    self.executedFlop = executedFlop
    self.share = share
  }
}
