/// Pictures with a cell each where a concept is, or where it comes when all units cause it.
package struct ConceptSites: Equatable, Sendable {
  /// A cell of a picture.
  package struct Site: Equatable, Sendable {
    package let id: Int
    package let latent: [Float]
    package let cell: Int
    /// How well the concept is seen there, more than 0.
    package let score: Double

    package init(id: Int, latent: [Float], cell: Int, score: Double) {
      self.id = id
      self.latent = latent
      self.cell = cell
      self.score = score
    }
  }

  /// The sites that weights are optimised with, in the order of their ids.
  package let training: [Site]
  /// Sites of later pictures, by which the loss is measured.
  package let evaluation: [Site]

  /// Keeps the best of what was found: a part of it to train and the rest to evaluate.
  ///
  /// - Parameters:
  ///   - found: At most one site a picture.
  ///   - sizes: How many are wanted; where there are fewer, both parts are smaller.
  package init(_ found: [Site], _ sizes: AceSizes) {
    let wanted = sizes.trained + sizes.evaluated
    let best = found.sorted { $0.score != $1.score ? $0.score > $1.score : $0.id < $1.id }
      .prefix(wanted).sorted { $0.id < $1.id }
    let trained = best.count * sizes.trained / wanted
    training = Array(best[..<trained])
    evaluation = Array(best[trained...])
  }

  package var count: Int { training.count + evaluation.count }
}
