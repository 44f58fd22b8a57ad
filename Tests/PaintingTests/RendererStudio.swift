import Dissection
import Recipes
import Glibc
import Networks
import Painting
import Pictures
import Synchronization
import Tensors
import Testing
import Units

/// A renderer of the small DCGAN, and what it delivers.
struct RendererStudio {
  let generator: Generator
  let renderer: Renderer
  private let deliveries: AsyncStream<(picture: RenderedPicture, thread: pthread_t)>
  private let measurements: AsyncStream<LayerMeasurement>
  private let failures: AsyncStream<(number: Int, error: NetworkError)>
  private let unitPictures: AsyncStream<UnitPictures>

  /// `onPercent` is called on the renderer's thread when a measurement gets on, `onUnitPicture` when there
  /// are more pictures of a unit.
  init(
    onPercent: @escaping @Sendable (Renderer, Int) -> Void = { _, _ in },
    onUnitPicture: @escaping @Sendable (Renderer, Int) -> Void = { _, _ in },
    onDelivery: @escaping @Sendable (Int) -> Void = { _ in }
  ) throws {
    let (unitPictures, shown) = AsyncStream.makeStream(of: UnitPictures.self)
    self.unitPictures = unitPictures
    let (measurements, reports) = AsyncStream.makeStream(of: LayerMeasurement.self)
    self.measurements = measurements
    let (stream, continuation) = AsyncStream.makeStream(
      of: (picture: RenderedPicture, thread: pthread_t).self)
    deliveries = stream
    generator = try Fixture.generator()
    let (failures, complaints) = AsyncStream.makeStream(
      of: (number: Int, error: NetworkError).self)
    self.failures = failures
    let renderers = Mailbox<Renderer>()
    renderer = Renderer(
      generator,
      deliver: {
        continuation.yield(($0, pthread_self()))
        onDelivery($0.request.number)
      },
      report: { measurement in
        reports.yield(measurement)
        if case .running(let percent) = measurement.state, let renderer = renderers.peek {
          onPercent(renderer, percent)
        }
      }, complain: { complaints.yield(($0.number, $1)) },
      show: { pictures in
        shown.yield(pictures)
        if let renderer = renderers.peek { onUnitPicture(renderer, pictures.pictures.count) }
      })
    renderers.put(renderer)
  }

  /// What is reported up to and including the end of a layer's measurement.
  func measured(_ layer: LayerName) async -> [LayerMeasurement] {
    var result: [LayerMeasurement] = []
    for await measurement in measurements {
      result.append(measurement)
      if case .finished = measurement.state, measurement.layer == layer { break }
    }
    return result
  }

  /// The quantiles of a layer, measured without a renderer.
  func table(_ layer: LayerName) throws -> QuantileTable {
    var measurement = QuantileMeasurement(
      try #require(generator.layer(layer)), latentSize: generator.latentSize)
    while !measurement.isComplete { measurement.advance(generator) }
    return try measurement.table()
  }

  /// What comes up to and including the request of this number.
  func delivered(
    through number: Int
  ) async -> [(picture: RenderedPicture, thread: pthread_t)] {
    var result: [(picture: RenderedPicture, thread: pthread_t)] = []
    for await delivery in deliveries {
      result.append(delivery)
      if delivery.picture.request.number == number { break }
    }
    return result
  }

  /// The first request that gives no picture, with the reason.
  func failure() async -> (number: Int, error: NetworkError)? {
    for await failure in failures { return failure }
    return nil
  }

  /// The pictures of a unit when there are so many.
  func unitPictures(_ count: Int) async -> UnitPictures? {
    for await shown in unitPictures where shown.pictures.count == count { return shown }
    return nil
  }

  func plain(_ latent: Latent) throws -> Picture {
    let values = latent.values(count: generator.latentSize)
    return Picture(try #require(try generator.render(values)).picture)
  }
}
