import Tensors
import Units

/// The features at one place of a graph between runs, before and after interventions there.
struct KeptMap {
  /// What the operation gave.
  let plain: FeatureMap
  /// The same with interventions; made when they first come.
  private var edited: FeatureMap?
  /// The interventions that `edited` has; while there are none it is out of date.
  private var interventions: [Intervention] = []
  /// Whether a convolution reads it.
  private let isRead: Bool
  /// What readers multiply the pixels with, if they normalize them.
  let scales: PixelScales?
  /// The pixels of `plain` that depend on what has changed since they were computed.
  var outdated = PixelRegion.none
  /// The pixels of `current` that may have changed in the last run.
  private(set) var changed = PixelRegion.none

  /// Makes memory for a place and what those who read it need.
  init(_ place: LayerGraph.Source, of graph: LayerGraph, images: Int) {
    let size = graph.size(at: place)
    let readers = graph.readers[place.index].map { graph.nodes[$0.node].operation }
    // Only convolutions write maps of few units into less room.
    isRead =
      !readers.isEmpty || place == .input
      || !(graph.nodes[place.index - 1].operation is Convolution)
    plain = FeatureMap(
      images: images, height: size.grid.height, width: size.grid.width, units: size.units,
      isRead: isRead)
    scales =
      readers.contains(where: \.normalizesPixels)
      ? PixelScales(images: images, height: size.grid.height, width: size.grid.width) : nil
  }

  /// What readers read.
  var current: MeasuredMap {
    MeasuredMap(interventions.isEmpty ? plain : edited ?? plain, scales: scales)
  }

  /// Takes over features that no operation gives: the network's input.
  mutating func read(_ tensors: [Tensor]) {
    for (image, tensor) in tensors.enumerated() { plain.write(tensor, image: image) }
    scales?.measure(plain.region, of: plain)
    changed = plain.region
  }

  /// Takes over the pixels of the network's input that have changed.
  mutating func readChanges(_ tensor: Tensor) {
    changed = plain.writeChanges(tensor)
    scales?.measure(changed, of: plain)
  }

  /// Takes over one image of another place's features.
  mutating func copyImage(_ image: Int, of source: FeatureMap) {
    plain.copyImage(image, of: source)
    scales?.measure(plain.region, of: plain)
    changed = plain.region
  }

  /// Brings the outdated pixels up to date.
  ///
  /// - Parameters:
  ///   - new: The interventions at this place, in order.
  ///   - compute: Computes a region of `plain`, and measures its scales.
  /// - Returns: The computed pixels.
  mutating func update(
    _ new: [Intervention], _ compute: (PixelRegion, MeasuredMap) -> Void
  ) -> PixelRegion {
    let region = outdated
    compute(region, MeasuredMap(plain, scales: scales))
    outdated = .none
    changed = region.union(Self.difference(interventions, new, width: plain.width))
    let isStale = interventions.isEmpty
    interventions = new
    guard !changed.isEmpty, !(isStale && new.isEmpty) else { return region }
    if !new.isEmpty { edit(isStale ? plain.region : changed) }
    scales?.measure(changed, of: current.features)
    return region
  }

  /// Brings `edited` up to date, for which some pixels of `plain` have to be copied first.
  private mutating func edit(_ outdated: PixelRegion) {
    let target =
      edited
      ?? FeatureMap(
        images: plain.images, height: plain.height, width: plain.width, units: plain.units,
        isRead: isRead)
    target.copy(outdated, of: plain)
    edited = target
    for intervention in interventions {
      for (unit, map) in intervention.maps {
        target.blend(unit: unit, with: map.values, alphas: map.alphas, in: changed)
      }
    }
  }

  /// The cells where two lists of interventions do not do the same.
  private static func difference(
    _ old: [Intervention], _ new: [Intervention], width: Int
  ) -> PixelRegion {
    guard old != new else { return .none }
    var region = PixelRegion.none
    for index in 0..<max(old.count, new.count) {
      let (before, after) = (
        index < old.count ? old[index].maps : [:], index < new.count ? new[index].maps : [:]
      )
      for unit in Set(before.keys).union(after.keys) {
        region = region.union(Intervention.Map.difference(before[unit], after[unit], width: width))
      }
    }
    return region
  }
}
