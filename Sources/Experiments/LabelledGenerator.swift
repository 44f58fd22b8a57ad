package import Networks
package import Units

/// Makes pictures with interventions, and names the concept of each of their pixels.
///
/// Pictures of one id after another share what their interventions leave alone, in the generator and in
/// the segmenter. What is found of an id does not depend on the ids before it. It belongs to one thread at
/// a time; workers of its own share each layer.
package final class LabelledGenerator {
  package let generator: Generator
  /// The names of the concepts, by the numbers that label maps have.
  package let concepts: [String]
  /// The size of the label maps.
  package let grid: Grid
  private let renderer: IncrementalRenderer
  private let labeller: Labeller
  private var latents: LatentSeries
  private var latent: (id: Int, values: [Float])?
  /// The id of the picture that was labelled last.
  private var labelled: Int?

  /// Prepares memory.
  ///
  /// - Parameters:
  ///   - generator: What makes the pictures, by their ids.
  ///   - labels: What names the concepts.
  ///   - grid: The size of the label maps.
  ///   - seed: The seed of the latents.
  package init(
    _ generator: Generator, _ labels: LabelSource, grid: Grid = DissectionPlan.labelGrid,
    seed: UInt32 = 1
  ) {
    self.generator = generator
    self.grid = grid
    concepts = labels.segmenter.concepts
    renderer = IncrementalRenderer(generator)
    labeller = Labeller(labels, grid: grid)
    latents = LatentSeries(seed: seed, count: generator.latentSize)
  }

  /// A picture with its labels.
  ///
  /// - Parameters:
  ///   - id: Its latent's.
  ///   - interventions: Changes to its features; those at the same layer apply one after another.
  ///   - retaining: Layers whose features are wanted, as they were before any change there.
  ///   - isCancelled: Asked before each layer.
  /// - Returns: The picture as a specimen whose `truth` is what the segmenter names, or nil when cancelled.
  /// - Throws: `DissectionError.notFinite`, if colours or scores are no finite numbers.
  /// - Precondition: As for `Generator.render`.
  package func specimen(
    _ id: Int, _ interventions: [Intervention] = [], retaining: Set<LayerName> = [],
    isCancelled: () -> Bool = { false }
  ) throws(DissectionError) -> Specimen? {
    let rendering: Rendering?
    do {
      rendering = try renderer.render(
        values(of: id), interventions: interventions, retaining: retaining,
        isCancelled: isCancelled)
    } catch {
      throw .notFinite(picture: "picture \(id)", "\(error)")
    }
    guard let rendering else { return nil }
    let picture = Specimen(
      number: id, picture: rendering.picture.coloured, features: rendering.retained, truth: nil)
    let labels = try labeller.labels(
      of: picture, reusing: labelled == id, isCancelled: isCancelled)
    labelled = labels == nil ? nil : id
    guard let labels else { return nil }
    return Specimen(
      number: id, picture: picture.picture, features: picture.features, truth: labels)
  }

  /// The concept of each pixel of a picture.
  ///
  /// - Returns: The map, or nil when cancelled.
  /// - Throws: As `specimen(_:_:retaining:isCancelled:)`.
  package func labels(
    of id: Int, _ interventions: [Intervention] = [], isCancelled: () -> Bool = { false }
  ) throws(DissectionError) -> LabelMap? {
    try specimen(id, interventions, isCancelled: isCancelled)?.truth
  }

  private func values(of id: Int) -> [Float] {
    if let latent, latent.id == id { return latent.values }
    let values = latents.values(id: id)
    latent = (id, values)
    return values
  }
}
