package import Causes
import Tensors
import Units

/// Finds where a concept is in a generator's pictures, what the units do there, and where it could come.
package struct AceSearch {
  private let probe: ConceptProbe
  private let sizes: AceSizes
  private let latentSize: Int
  /// How often the concept stands at each cell.
  package private(set) var popularity: CellPopularity
  /// By unit: its mean where the concept is, in proportion to how much of a cell shows it.
  package private(set) var values: [Float] = []

  /// The published seeds of the two series of pictures, which are other pictures than those of the ids.
  private static let seeds: (present: UInt32, candidates: UInt32) = (10, 11)

  /// Prepares a search.
  package init(_ probe: ConceptProbe, latentSize: Int, _ sizes: AceSizes) {
    self.probe = probe
    self.latentSize = latentSize
    self.sizes = sizes
    popularity = CellPopularity(cells: probe.layer.grid.count)
  }

  /// Finds the pictures with most of the concept in a cell, and measures `popularity` and `values`.
  ///
  /// - Parameters:
  ///   - isCancelled: Asked before each layer.
  ///   - progress: Is told how many pictures were looked at.
  /// - Returns: The sites, or nil when cancelled.
  /// - Throws: `DissectionError`, with what is wrong with a picture.
  package mutating func present(
    isCancelled: () -> Bool = { false }, progress: (Int) -> Void = { _ in }
  ) throws(DissectionError) -> ConceptSites? {
    var series = LatentSeries(seed: Self.seeds.present, count: latentSize)
    var features = WeightedFeatures(units: probe.layer.units)
    var found: [ConceptSites.Site] = []
    for id in 0..<sizes.searched {
      let latent = series.values(id: id)
      guard try probe.look(at: latent, isCancelled: isCancelled) else { return nil }
      let cover = probe.cover
      if let site = Self.best(cover.map { Double($0) }, id, latent) {
        features.add(probe.features.elements, weights: cover)
        popularity.add(site.cell)
        found.append(site)
      }
      progress(id + 1)
    }
    values = features.means
    return ConceptSites(found, sizes)
  }

  /// Finds the pictures in which most of the concept comes when all units of a cell get their value.
  ///
  /// - Parameters:
  ///   - isCancelled: Asked before each layer.
  ///   - progress: Is told how many pictures were looked at.
  /// - Returns: The sites, or nil when cancelled.
  /// - Throws: `DissectionError`, with what is wrong with a picture.
  /// - Precondition: `present(isCancelled:progress:)` has measured.
  package func candidates(
    isCancelled: () -> Bool = { false }, progress: (Int) -> Void = { _ in }
  ) throws(DissectionError) -> ConceptSites? {
    precondition(values.count == probe.layer.units, "candidates before what is present")
    var series = LatentSeries(seed: Self.seeds.candidates, count: latentSize)
    var random = SeededRandom(seed: 1)
    var found: [ConceptSites.Site] = []
    let all = Dictionary(uniqueKeysWithValues: values.enumerated().map { ($0, $1) })
    for id in 0..<sizes.searched {
      let latent = series.values(id: id)
      guard try probe.look(at: latent, isCancelled: isCancelled) else { return nil }
      let before = probe.cover
      var gains = [Double](repeating: 0, count: before.count)
      for cell in popularity.draw(sizes.cells, using: &random) where before[cell] == 0 {
        let insertion = Intervention(
          setting: all, of: probe.layer.name, on: probe.layer.grid, at: [cell])
        guard try probe.look(at: latent, [insertion], isCancelled: isCancelled) else { return nil }
        gains[cell] = zip(probe.cover, before).reduce(0) { $0 + Double($1.0 - $1.1) }
      }
      if let site = Self.best(gains, id, latent) { found.append(site) }
      progress(id + 1)
    }
    return ConceptSites(found, sizes)
  }

  /// The cell of the highest score, if one is more than 0.
  private static func best(_ scores: [Double], _ id: Int, _ latent: [Float]) -> ConceptSites.Site? {
    guard let best = scores.max(), best > 0, let cell = scores.firstIndex(of: best) else {
      return nil
    }
    return ConceptSites.Site(id: id, latent: latent, cell: cell, score: best)
  }
}
