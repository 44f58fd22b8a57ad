package import Networks
import Pictures
import Tensors

/// Owns the generator while painting; every forward pass runs on one thread of its own.
///
/// Only the newest request is rendered: requests that came while one was running replace each other.
/// A running request is given up when the newest one asks for another picture altogether.
package actor Renderer {
  private let generator: Generator
  private let deliver: @Sendable (RenderedPicture) -> Void
  private let requests = Mailbox<RenderRequest>()
  /// What the newest latent gives without edits, for the comparison with before.
  private var original: (latent: Latent, picture: Picture)?

  // One thread for the program: it lives as long as the process does.
  private static let thread = RenderThread(name: "renderer")
  package nonisolated var unownedExecutor: UnownedSerialExecutor {
    unsafe Self.thread.asUnownedSerialExecutor()
  }

  /// Makes a renderer, which calls `deliver` on its thread with every finished picture.
  package init(
    _ generator: Generator, deliver: @escaping @Sendable (RenderedPicture) -> Void
  ) {
    self.generator = generator
    self.deliver = deliver
  }

  /// Asks for a picture and returns at once; an older request that has not begun is dropped.
  package nonisolated func submit(_ request: RenderRequest) {
    requests.put(request)
    Task { await self.renderNewest() }
  }

  private func renderNewest() {
    guard let request = requests.take() else { return }
    let latent = request.session.latent
    let clock = ContinuousClock()
    let start = clock.now
    let values = latent.values(count: generator.latentSize)
    let requests = requests
    let isOutdated = { requests.peek.map { $0.session.latent != latent } ?? false }
    let interventions = Composition(request.session, layers: generator.layers).interventions
    guard
      let rendering = generator.render(
        values, interventions: interventions, retaining: [request.session.layer],
        isCancelled: isOutdated)
    else { return }
    let elapsed = clock.now - start

    let picture = Picture(rendering.picture)
    if interventions.isEmpty { original = (latent, picture) }
    if original?.latent != latent {
      guard let plain = generator.render(values, isCancelled: isOutdated) else { return }
      original = (latent, Picture(plain.picture))
    }
    deliver(
      RenderedPicture(
        request: request, picture: picture, original: original?.picture ?? picture,
        features: rendering.retained[request.session.layer], duration: elapsed))
  }
}
