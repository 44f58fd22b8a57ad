import Tensors
import Units

/// The features of one layer between renders, before and after interventions there.
struct RenderedLayer {
  /// The layer's own output.
  let plain: FeatureMap
  /// The output with interventions; made when they first come.
  private var edited: FeatureMap?
  /// The interventions that `edited` has; while there are none it is out of date.
  private var interventions: [Intervention] = []
  private let isRead: Bool
  /// What the next layer multiplies the pixels with, if it normalizes them.
  let scales: PixelScales?
  /// Input pixels that changed since the output was computed.
  var isOutdated = PixelRegion.none

  /// Makes memory for a layer and what the one after it needs.
  init(_ layer: GeneratorLayer, next: GeneratorLayer?) {
    let summary = layer.summary
    let (height, width) = (summary.grid.height, summary.grid.width)
    isRead = next != nil
    plain = FeatureMap(height: height, width: width, units: summary.units, isRead: isRead)
    let isNormalized = next?.normalizesPixels ?? false
    scales = isNormalized ? PixelScales(height: height, width: width) : nil
  }

  /// What the next layer reads.
  var current: FeatureMap { interventions.isEmpty ? plain : edited ?? plain }

  /// Brings interventions and scales up to date after a region of the output was computed, for which
  /// the scales of `plain` were measured.
  ///
  /// - Parameters:
  ///   - region: The computed pixels.
  ///   - new: The interventions of this layer, in order.
  /// - Returns: The pixels of `current` that may have changed.
  mutating func finish(_ region: PixelRegion, _ new: [Intervention]) -> PixelRegion {
    let changed = region.union(Self.difference(interventions, new, width: plain.width))
    let isStale = interventions.isEmpty
    interventions = new
    guard !changed.isEmpty, !(isStale && new.isEmpty) else { return changed }
    if !new.isEmpty {
      let target =
        edited
        ?? FeatureMap(
          height: plain.height, width: plain.width, units: plain.units, isRead: isRead)
      target.copy(isStale ? plain.region : changed, of: plain)
      edited = target
      for intervention in new {
        for (unit, map) in intervention.maps {
          target.blend(unit: unit, with: map.values, alphas: map.alphas, in: changed)
        }
      }
    }
    scales?.measure(changed, of: current)
    return changed
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
