package import Recipes
package import Networks
import Tensors
package import Units

/// Measures how active each unit of a layer gets, at all cells of some pictures.
///
/// The pictures are the first ids of seed 1, at the layer's own resolution and without edits. A step
/// is a few pictures, or the quantiles of one unit, so that a measurement can stop for something else.
package struct QuantileMeasurement: Sendable {
  /// Pictures for layers of moderate size.
  package static let mostPictures = 48
  /// Pictures of a step; they share the reading of weights.
  private static let batch = 4
  /// Activations kept at a time, 128 MB; larger layers take fewer pictures, but at least 12.
  private static let room = 32 << 20

  package let layer: LayerSummary
  /// How many pictures are taken.
  package let pictures: Int
  private let latents: [[Float]]
  /// For each unit, all its activations so far.
  private var activations: [[Float]]
  private var quantiles: [[Float]] = []
  private var taken = 0

  /// Prepares the measurement of a generator's layer.
  package init(_ layer: LayerSummary, latentSize: Int) {
    self.layer = layer
    pictures = max(12, min(Self.mostPictures, Self.room / (layer.units * layer.grid.count)))
    latents = Latent.rows(ids: 0..<pictures, count: latentSize)
    let room = pictures * layer.grid.count
    activations = (0..<layer.units).map { _ in
      var row: [Float] = []
      row.reserveCapacity(room)
      return row
    }
  }

  /// How much of the work is done; pictures count for nine tenths of it.
  package var percent: Int { 90 * taken / pictures + 10 * quantiles.count / layer.units }

  package var isComplete: Bool { quantiles.count == layer.units }

  /// Takes a step; one that is cancelled leaves everything as it was.
  ///
  /// - Parameters:
  ///   - generator: The network that has the layer.
  ///   - isCancelled: Asked before each layer.
  package mutating func advance(_ generator: Generator, isCancelled: () -> Bool = { false }) {
    guard !isComplete else { return }
    if taken < pictures {
      let batch = latents[taken..<min(taken + Self.batch, pictures)]
      guard
        let features = generator.features(of: layer.name, Array(batch), isCancelled: isCancelled)
      else { return }
      let cells = layer.grid.count
      for picture in features {
        for unit in activations.indices {
          activations[unit] += picture.elements[unit * cells..<(unit + 1) * cells]
        }
      }
      taken += batch.count
    } else {
      let unit = quantiles.count
      quantiles.append(QuantileTable.quantiles(of: activations[unit]))
      activations[unit] = []
    }
  }

  /// What was measured.
  ///
  /// - Throws: `RecipeError.malformed` when activations are no numbers.
  /// - Precondition: The measurement is complete.
  package func table() throws(RecipeError) -> QuantileTable {
    precondition(isComplete, "\(quantiles.count) of \(layer.units) units are measured")
    return try QuantileTable(
      probabilities: QuantileTable.measured.map { Float($0) }, activations: quantiles)
  }
}
