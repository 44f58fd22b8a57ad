package import Causes
package import Dissection
import LinearAlgebra
package import Networks
import Seeing
import Tensors
package import Units

/// Finds the units that make pictures unlike the world, and measures what their ablation does.
///
/// It belongs to one thread at a time; workers of its own share each layer.
package final class ArtifactExperiment {
  private let generator: Generator
  private let layer: LayerSummary
  private let extractor: FeatureExtractor
  private let world: SpecimenPictures
  private let count: Int
  private let first: Int
  private var latents: LatentSeries

  /// How many random sets are ablated as a control.
  package static let draws = 3

  /// Prepares memory.
  ///
  /// - Parameters:
  ///   - generator: Its pictures are ranked by the layer's units.
  ///   - layer: A layer of it.
  ///   - labels: Whose segmenter describes the pictures.
  ///   - world: Scenes or files: at least twice as many pictures as the segmenter's coarsest layer has units.
  ///   - count: How many pictures rank the units, from id 0 on, and as many others show the effect.
  ///   - first: The first id of the others.
  package init(
    _ generator: Generator, _ layer: LayerSummary, _ labels: LabelSource, _ world: SpecimenSource,
    count: Int, first: Int
  ) {
    self.generator = generator
    self.layer = layer
    self.world = SpecimenPictures(source: world, size: generator.pictureSize)
    self.count = count
    self.first = first
    extractor = FeatureExtractor(labels)
    latents = LatentSeries(count: generator.latentSize)
  }

  /// How many pictures each unit's distance needs: twice as many as features, so that their covariance is
  /// not singular, or a twentieth of all.
  package var picturesPerUnit: Int { max(2 * extractor.layer.units, count / 20) }

  /// The pictures that are made or read in all.
  private var total: Int { world.source.count + (3 + Self.draws) * count }

  /// Ranks the units, and ablates the worst.
  ///
  /// - Parameters:
  ///   - units: How many are ablated.
  ///   - isCancelled: Asked before each picture.
  ///   - progress: Is told how many pictures are done, of how many.
  /// - Returns: What was found, or nil when cancelled.
  /// - Throws: `DissectionError`.
  /// - Precondition: There are more than `picturesPerUnit` pictures, and the layer has as many units.
  package func run(
    ablating units: Int, isCancelled: () -> Bool, progress: (_ done: Int, _ count: Int) -> Void
  ) throws(DissectionError) -> ArtifactFindings? {
    precondition(count >= picturesPerUnit && units <= layer.units, "\(count) pictures, \(units)")
    var done = 0
    let advance = {
      done += 1
      progress(done, self.total)
      return isCancelled()
    }
    guard let world = try worldFeatures(advance),
      let ranked = try features(from: 0, [], advance)
    else { return nil }
    let truth = try moments(world)
    var distances: [Double] = []
    var peaks: [Double] = []
    for unit in 0..<layer.units {
      let top = Self.top(picturesPerUnit, by: ranked.peaks.map { $0[unit] })
      distances.append(try distance(top.map { ranked.features[$0] }, truth))
      peaks.append(top.reduce(0) { $0 + Double(ranked.peaks[$1][unit]) } / Double(top.count))
    }
    let ranking = ArtifactFindings.ranking(distances)
    let worst = Array(ranking.prefix(units))
    guard let effect = try effect(of: worst, world, advance) else { return nil }
    return ArtifactFindings(
      distances: distances, peaks: peaks, picturesPerUnit: picturesPerUnit, worst: worst,
      effect: effect)
  }

  // MARK: Effects

  private func effect(
    of worst: [Int], _ world: [[Float]], _ advance: () -> Bool
  ) throws(DissectionError) -> ArtifactFindings.Effect? {
    let truth = try moments(world)
    let half = world.count / 2
    var sets = [[], worst]
    for draw in 0..<Self.draws {
      var random = SeededRandom(seed: UInt64(draw))
      sets.append(random.draw(besides: worst, below: layer.units))
    }
    var all: [Double] = []
    var some: [Double] = []
    var top: [Int]?
    for units in sets {
      guard let seen = try features(from: first, units, advance) else { return nil }
      // The pictures are chosen before anything is switched off, and are the same in all sets.
      let chosen =
        top
        ?? Self.top(
          picturesPerUnit,
          by: seen.peaks.map { peaks in worst.reduce(0) { $0 + peaks[$1] } })
      top = chosen
      all.append(try distance(seen.features, truth))
      some.append(try distance(chosen.map { seen.features[$0] }, truth))
    }
    return ArtifactFindings.Effect(
      pictures: count, before: all[0], after: all[1], random: Array(all[2...]),
      worstBefore: some[0], worstAfter: some[1], worstRandom: Array(some[2...]),
      world: try distance(Array(world[..<half]), try moments(Array(world[half...]))))
  }

  private func moments(_ features: [[Float]]) throws(DissectionError) -> Moments {
    do { return try Moments(of: Matrix(rows: features)) } catch { throw .algebra("\(error)") }
  }

  private func distance(
    _ features: [[Float]], _ truth: Moments
  ) throws(DissectionError) -> Double {
    let moments = try moments(features)
    do { return try moments.frechetDistance(to: truth) } catch { throw .algebra("\(error)") }
  }

  /// The places of the largest numbers, the largest first; of equals the first.
  private static func top(_ count: Int, by numbers: [Float]) -> [Int] {
    Array(
      numbers.indices.sorted {
        numbers[$0] != numbers[$1] ? numbers[$0] > numbers[$1] : $0 < $1
      }.prefix(count))
  }

  // MARK: Pictures

  private func worldFeatures(_ advance: () -> Bool) throws(DissectionError) -> [[Float]]? {
    var features: [[Float]] = []
    for number in 0..<world.source.count {
      if advance() { return nil }
      do {
        features.append(extractor.features(of: try world.picture(number)))
      } catch {
        throw .file("\(error)")
      }
    }
    return features
  }

  /// What the extractor sees in generated pictures, and the highest activation of each unit before it is
  /// switched off.
  private func features(
    from first: Int, _ ablated: [Int], _ advance: () -> Bool
  ) throws(DissectionError) -> (features: [[Float]], peaks: [[Float]])? {
    let renderer = IncrementalRenderer(generator)
    let intervention = Intervention(
      setting: Dictionary(uniqueKeysWithValues: ablated.map { ($0, 0) }), of: layer.name,
      on: layer.grid)
    var found: (features: [[Float]], peaks: [[Float]]) = ([], [])
    for id in first..<first + count {
      if advance() { return nil }
      let rendering: Rendering?
      do {
        rendering = try renderer.render(
          latents.values(id: id), interventions: [intervention], retaining: [layer.name])
      } catch {
        throw .notFinite(picture: "picture \(id)", "\(error)")
      }
      guard let rendering, let map = rendering.retained[layer.name] else { return nil }
      found.features.append(extractor.features(of: rendering.picture.coloured))
      let cells = layer.grid.count
      found.peaks.append(
        (0..<layer.units).map {
          map.elements[$0 * cells..<($0 + 1) * cells].max() ?? -.infinity
        })
    }
    return found
  }
}
