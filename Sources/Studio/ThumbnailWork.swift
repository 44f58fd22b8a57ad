import Networks
import Painting
import Pictures
import Units

/// Draws small pictures of a generator, one a step.
final class ThumbnailWork: IdleWork {
  /// The most pixels along a side; more would be shrunk for the screen.
  private static let side = 64

  private let generator: Generator
  private let request: ThumbnailRequest
  private let show: (_ picture: Picture, _ id: Int) -> Void
  /// The numbers of the latents, from the first step on.
  private var latents: [[Float]] = []
  private var drawn = 0

  init(
    _ request: ThumbnailRequest, _ generator: Generator,
    show: @escaping (_ picture: Picture, _ id: Int) -> Void
  ) {
    self.request = request
    self.generator = generator
    self.show = show
  }

  func advance(isCancelled: () -> Bool) -> Bool {
    guard drawn < request.ids.count else { return false }
    if latents.isEmpty { latents = values }
    do {
      guard let rendering = try generator.render(latents[drawn], isCancelled: isCancelled) else {
        return true
      }
      let picture = Picture(rendering.picture)
      let side = min(Self.side, max(picture.width, picture.height))
      show(picture.resized(width: side, height: side), request.ids[drawn])
    } catch {
      // A picture without colours stays dark.
    }
    drawn += 1
    return drawn < request.ids.count
  }

  /// The numbers of all latents; neighbours take as long as the last one alone.
  private var values: [[Float]] {
    let (ids, seed, count) = (request.ids, request.seed, generator.latentSize)
    guard let first = ids.first, ids == Array(first..<first + ids.count) else {
      return ids.map { Latent(seed: seed, id: $0).values(count: count) }
    }
    return Latent.rows(seed: seed, ids: first..<first + ids.count, count: count)
  }
}
