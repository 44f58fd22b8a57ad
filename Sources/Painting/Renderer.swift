package import Networks
package import Pictures
import Recipes
import Synchronization
import Tensors
import Units

/// Owns the generator while painting; every forward pass runs on one thread of its own.
///
/// Only the newest request is rendered: requests that came while one was running replace each other.
/// A running request is given up for a newer one, but not twice in a row while strokes keep coming.
/// In between, it measures the layer of the canvas if a request asks for that.
package actor Renderer {
  private let generator: Generator
  private var incremental: IncrementalRenderer
  private var course: CompositionCourse
  private let deliver: @Sendable (RenderedPicture) -> Void
  private let report: @Sendable (LayerMeasurement) -> Void
  private let complain: @Sendable (RenderRequest, NetworkError) -> Void
  private let requests = Mailbox<RenderRequest>()
  /// The newest latent without edits, for the comparison with before.
  private var original: Original?
  /// Whether the last request was given up before its picture was finished.
  private var wasGivenUp = false
  /// The measurement under way; it pauses while there are requests.
  private var measurement: QuantileMeasurement?
  /// How many pictures for files are awaited; a measurement pauses for them, too.
  private let awaitedPictures = Atomic(0)

  /// What a latent gives without edits.
  private struct Original {
    let latent: Latent
    let layer: LayerName
    let picture: Picture
    let features: LayerFeatures
  }

  // One thread for the program: it lives as long as the process does.
  private static let thread = RenderThread(name: "renderer")
  package nonisolated var unownedExecutor: UnownedSerialExecutor {
    unsafe Self.thread.asUnownedSerialExecutor()
  }

  /// Makes a renderer.
  ///
  /// - Parameters:
  ///   - generator: The network.
  ///   - deliver: Called on the renderer's thread with every finished picture.
  ///   - report: Called there when a measurement gets on.
  ///   - complain: Called there when a request gives no picture, with the reason.
  package init(
    _ generator: Generator, deliver: @escaping @Sendable (RenderedPicture) -> Void,
    report: @escaping @Sendable (LayerMeasurement) -> Void = { _ in },
    complain: @escaping @Sendable (RenderRequest, NetworkError) -> Void = { _, _ in }
  ) {
    self.generator = generator
    incremental = IncrementalRenderer(generator)
    course = CompositionCourse(layers: generator.layers)
    self.deliver = deliver
    self.report = report
    self.complain = complain
  }

  /// Asks for a picture and returns at once; an older request that has not begun is dropped.
  package nonisolated func submit(_ request: RenderRequest) {
    requests.put(request)
    Task { await self.renderNewest() }
  }

  /// Renders the picture of a session from the beginning, for a file.
  ///
  /// - Throws: `NetworkError.notFinite`, if the edits are so large that the picture has no colours.
  /// - Precondition: The session was validated against the generator's layers.
  package nonisolated func picture(of session: Session) async throws(NetworkError) -> Picture {
    awaitedPictures.add(1, ordering: .relaxed)
    return try await renderAwaited(session)
  }

  private func renderAwaited(_ session: Session) throws(NetworkError) -> Picture {
    defer {
      awaitedPictures.subtract(1, ordering: .relaxed)
      Task { self.continueMeasurement() }
    }
    return try generator.picture(of: session)
  }

  private func renderNewest() {
    guard let request = requests.take() else { return }
    do {
      try render(request)
    } catch {
      // What is not finite must not be blended into a later picture.
      incremental = IncrementalRenderer(generator)
      wasGivenUp = false
      complain(request, error)
    }
  }

  private func render(_ request: RenderRequest) throws(NetworkError) {
    let latent = request.session.latent
    let clock = ContinuousClock()
    let start = clock.now
    let values = latent.values(count: generator.latentSize)
    let requests = requests
    // A stroke gives way to a newer one, but not twice in a row: in a long drag the picture follows.
    let givesWay = !wasGivenUp
    let isOutdated = {
      requests.peek.map { givesWay || $0.session.latent != latent } ?? false
    }
    wasGivenUp = true
    var share = 0.0
    let layer = request.session.layer
    let original: Original
    if let kept = self.original, kept.latent == latent, kept.layer == layer {
      original = kept
    } else {
      // After that, the edited picture computes only what the edits change.
      guard let plain = try incremental.render(values, isCancelled: isOutdated) else { return }
      original = Original(
        latent: latent, layer: layer, picture: Picture(plain.picture),
        features: LayerFeatures(incremental.features(of: layer)))
      self.original = original
      share = incremental.work.share
    }
    let interventions = course.composition(of: request.session).interventions
    guard
      let rendering = try incremental.render(
        values, interventions: interventions, isCancelled: isOutdated)
    else { return }
    wasGivenUp = false
    share += incremental.work.share
    let elapsed = clock.now - start

    deliver(
      RenderedPicture(
        request: request, picture: Picture(rendering.picture), original: original.picture,
        features: LayerFeatures(incremental.features(of: layer)),
        originalFeatures: original.features, duration: elapsed, share: share))
    measure(request.measures ? generator.layer(request.session.layer) : nil)
  }

  /// Measures a layer until another request comes; when that is done, the measurement goes on.
  private func measure(_ layer: LayerSummary?) {
    guard let layer else {
      measurement = nil
      return
    }
    if measurement?.layer != layer {
      measurement = QuantileMeasurement(layer, latentSize: generator.latentSize)
    }
    continueMeasurement()
  }

  /// Whether somebody waits for a picture.
  private var isAwaited: Bool {
    requests.peek != nil || awaitedPictures.load(ordering: .relaxed) > 0
  }

  private func continueMeasurement() {
    while !isAwaited, measurement?.isComplete == false {
      let percent = measurement?.percent
      measurement?.advance(generator) { isAwaited }
      guard let measurement, measurement.percent != percent else { continue }
      let state: LayerMeasurement.State
      do {
        state =
          measurement.isComplete
          ? .finished(try measurement.table()) : .running(percent: measurement.percent)
      } catch {
        state = .failed(error.description)
      }
      report(LayerMeasurement(layer: measurement.layer.name, state: state))
    }
  }
}
