import Files
import Networks
import Painting
import Pictures
import Units

/// Draws small pictures of a generator, one a step.
final class ThumbnailWork: IdleWork {
  /// The most pixels along a side; more would be shrunk for the screen.
  private static let side = 64

  private let request: ThumbnailRequest
  private let model: ModelIdentity
  private let generator: Generator
  private let layers: [LayerSummary]
  private let show: (_ picture: Picture?, _ subject: ThumbnailSubject) -> Void
  /// The numbers of the latents, from the first step on.
  private var latents: [Latent: [Float]] = [:]
  private var drawn = 0

  /// - Parameters:
  ///   - request: What is wanted.
  ///   - model: The generator that files have to name.
  ///   - generator: Draws.
  ///   - layers: Its layers.
  ///   - show: Gets each picture; nil where there is none.
  init(
    _ request: ThumbnailRequest, of model: ModelIdentity, _ generator: Generator,
    _ layers: [LayerSummary],
    show: @escaping (_ picture: Picture?, _ subject: ThumbnailSubject) -> Void
  ) {
    self.request = request
    self.model = model
    self.generator = generator
    self.layers = layers
    self.show = show
  }

  func advance(isCancelled: () -> Bool) -> Bool {
    guard drawn < request.subjects.count else { return false }
    if drawn == 0 { readLatents() }
    let subject = request.subjects[drawn]
    do {
      guard let picture = try picture(of: subject, isCancelled) else { return true }
      let side = min(Self.side, max(picture.width, picture.height))
      show(picture.resized(width: side, height: side), subject)
    } catch {
      // Edits without colours, or a file that is none of this model's sessions: the sheet goes without.
      show(nil, subject)
    }
    drawn += 1
    return drawn < request.subjects.count
  }

  /// The picture of one subject; nil when cancelled.
  private func picture(
    of subject: ThumbnailSubject, _ isCancelled: () -> Bool
  ) throws -> Picture? {
    switch subject {
    case .picture(let latent):
      return try generator.render(latents[latent] ?? [], isCancelled: isCancelled).map {
        Picture($0.picture)
      }
    case .file(let path):
      let file = try SessionFile(path: PersonalFolder.home()?.expanding(path) ?? path, .regular)
      try file.validate(for: model, layers: layers)
      return try generator.picture(of: file.session, isCancelled: isCancelled)
    }
  }

  /// Draws the numbers of all latents; neighbours take as long as the last one alone.
  private func readLatents() {
    let wanted = request.subjects.compactMap {
      if case .picture(let latent) = $0 { latent } else { nil }
    }
    guard let first = wanted.first else { return }
    let (seed, count) = (first.seed, generator.latentSize)
    let ids = first.id..<first.id + wanted.count
    let rows =
      wanted == ids.map { Latent(seed: seed, id: $0) }
      ? Latent.rows(seed: seed, ids: ids, count: count)
      : wanted.map { $0.values(count: count) }
    latents = Dictionary(zip(wanted, rows)) { first, _ in first }
  }
}
