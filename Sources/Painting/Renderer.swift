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
/// In between, it makes the pictures of a unit that is looked at, and measures the layer of the canvas if a
/// request asks for that.
package actor Renderer {
  private let generator: Generator
  private var incremental: IncrementalRenderer
  private var course: CompositionCourse
  private let deliver: @Sendable (RenderedPicture) -> Void
  private let report: @Sendable (LayerMeasurement) -> Void
  private let complain: @Sendable (RenderRequest, NetworkError) -> Void
  private let show: @Sendable (UnitPictures) -> Void
  private let requests = Mailbox<RenderRequest>()
  private let unitRequests = Mailbox<UnitPicturesRequest>()
  /// The newest latent without edits, for the comparison with before.
  private var original: Original?
  /// Whether the last request was given up before its picture was finished.
  private var wasGivenUp = false
  /// The pictures of a unit that are being made; that pauses while there are requests.
  private var unitPictures: UnitPicturesRendering?
  /// The measurement under way; it pauses for them, too.
  private var measurement: QuantileMeasurement?
  /// Long work for which there is time when nothing else is to be done.
  private var idleWork: [IdleTask: any IdleWork] = [:]
  /// What of it waits to begin, in its order; what is under way pauses for that, too.
  private let arrivals = Mutex<[(task: IdleTask, make: @Sendable () -> (any IdleWork)?)]>([])
  /// How many pictures for files are awaited; all else pauses for them.
  private let awaitedPictures = Atomic(0)
  /// Whether nobody takes what it makes.
  private let hasEnded = Atomic(false)

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
  ///   - show: Called there with the pictures of a unit, at each one that is added.
  package init(
    _ generator: Generator, deliver: @escaping @Sendable (RenderedPicture) -> Void,
    report: @escaping @Sendable (LayerMeasurement) -> Void = { _ in },
    complain: @escaping @Sendable (RenderRequest, NetworkError) -> Void = { _, _ in },
    show: @escaping @Sendable (UnitPictures) -> Void = { _ in }
  ) {
    self.generator = generator
    incremental = IncrementalRenderer(generator)
    course = CompositionCourse(layers: generator.layers)
    self.deliver = deliver
    self.report = report
    self.complain = complain
    self.show = show
  }

  /// Asks for a picture and returns at once; an older request that has not begun is dropped.
  package nonisolated func submit(_ request: RenderRequest) {
    requests.put(request)
    Task { await self.renderNewest() }
  }

  /// Asks for the pictures of a unit and returns at once; those of another that are not made are dropped.
  ///
  /// - Precondition: The generator has the unit's layer.
  package nonisolated func submit(_ request: UnitPicturesRequest) {
    unitRequests.put(request)
    Task { await self.workWhileIdle() }
  }

  /// Begins long work, after all else, in place of other work of its kind, and returns at once.
  ///
  /// - Parameters:
  ///   - task: What kind of work it is.
  ///   - make: Makes the work, on the renderer's thread; nil ends what is under way.
  package nonisolated func begin(
    _ task: IdleTask, _ make: @escaping @Sendable () -> (any IdleWork)?
  ) {
    // Tasks may come to the renderer in another order than they were made in.
    arrivals.withLock { $0.append((task, make)) }
    Task { await self.takeArrivals() }
  }

  private func takeArrivals() {
    let arrived = arrivals.withLock { arrivals in
      defer { arrivals = [] }
      return arrivals
    }
    for (task, make) in arrived { idleWork[task] = make() }
    workWhileIdle()
  }

  /// Stops what is done between requests: another renderer needs the thread.
  package nonisolated func end() { hasEnded.store(true, ordering: .relaxed) }

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
      Task { self.workWhileIdle() }
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
      workWhileIdle()
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

  /// Measures a layer when nothing else is to be done, or ends the measurement.
  private func measure(_ layer: LayerSummary?) {
    if measurement?.layer != layer {
      measurement = layer.map { QuantileMeasurement($0, latentSize: generator.latentSize) }
    }
    workWhileIdle()
  }

  // MARK: Between requests

  /// Whether somebody waits for a picture, or work for its beginning, or nobody for anything.
  private var isAwaited: Bool {
    requests.peek != nil || awaitedPictures.load(ordering: .relaxed) > 0
      || !arrivals.withLock(\.isEmpty) || hasEnded.load(ordering: .relaxed)
  }

  /// Takes one step after another until somebody waits, or nothing is left to do.
  private func workWhileIdle() {
    while !isAwaited {
      if let request = unitRequests.take() {
        unitPictures = generator.layer(request.unit.layer).map {
          UnitPicturesRendering(request, of: $0)
        }
      } else if unitPictures?.isComplete == false {
        advanceUnitPictures()
      } else if measurement?.isComplete == false {
        advanceMeasurement()
      } else if let task = IdleTask.allCases.first(where: { idleWork[$0] != nil }) {
        let hasMore = idleWork[task]?.advance { isAwaited || unitRequests.peek != nil }
        if hasMore != true { idleWork[task] = nil }
      } else {
        return
      }
    }
  }

  private func advanceUnitPictures() {
    unitPictures?.advance(generator) { isAwaited || unitRequests.peek != nil }
    if let unitPictures { show(unitPictures.result) }
  }

  private func advanceMeasurement() {
    let percent = measurement?.percent
    measurement?.advance(generator) { isAwaited || unitRequests.peek != nil }
    guard let measurement, measurement.percent != percent else { return }
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
