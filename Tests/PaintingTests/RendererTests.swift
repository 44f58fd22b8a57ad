import Glibc
import Networks
import Painting
import Pictures
import Synchronization
import Tensors
import Testing

/// A renderer of the small DCGAN, and what it delivers.
private struct Studio {
  let generator: Generator
  let renderer: Renderer
  private let deliveries: AsyncStream<(picture: RenderedPicture, thread: pthread_t)>

  init() throws {
    let (stream, continuation) = AsyncStream.makeStream(
      of: (picture: RenderedPicture, thread: pthread_t).self)
    deliveries = stream
    generator = try Fixture.generator()
    renderer = Renderer(generator) { continuation.yield(($0, pthread_self())) }
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

  func plain(_ latent: Latent) throws -> Picture {
    let values = latent.values(count: generator.latentSize)
    return Picture(try #require(generator.render(values)).picture)
  }
}

@Suite(.timeLimit(.minutes(5))) struct RendererTests {
  private static func session(id: Int = 0, strokes: Int = 0) -> Session {
    var session = Session(latent: Latent(id: id), layer: "main.5")
    for number in 0..<strokes {
      var mask = Mask(grid: Grid(height: 8, width: 8))
      mask.insert(row: number % 8, column: number / 8 % 8, side: 2)
      let edits = (0..<4).map { UnitEdit(layer: "main.5", unit: $0, value: Float(3 + number % 5)) }
      session.strokes.append(
        Stroke(concept: "tree", direction: .draw, edits: edits, mask: mask))
    }
    return session
  }

  @Test func `the newest of many quick requests comes last, none comes late`() async throws {
    let studio = try Studio()
    for number in 1...50 {
      studio.renderer.submit(
        RenderRequest(session: Self.session(strokes: number), number: number))
    }
    let numbers = await studio.delivered(through: 50).map(\.picture.request.number)
    #expect(numbers.last == 50)
    #expect(zip(numbers, numbers.dropFirst()).allSatisfy(<))
  }

  @Test func `another picture is rendered while one is under way`() async throws {
    let studio = try Studio()
    for number in 1...20 {
      studio.renderer.submit(RenderRequest(session: Self.session(id: number), number: number))
    }
    let newest = try #require(await studio.delivered(through: 20).last)
    #expect(newest.picture.picture == (try studio.plain(Latent(id: 20))))
    #expect(newest.picture.original == newest.picture.picture)
  }

  @Test func `the original is the picture without the edits`() async throws {
    let studio = try Studio()
    // Edited from the first request on, then another picture, then back.
    let ids = [4, 4, 5, 4]
    for (number, id) in ids.enumerated() {
      studio.renderer.submit(
        RenderRequest(session: Self.session(id: id, strokes: 9), number: number))
      let delivery = try #require(await studio.delivered(through: number).last)
      #expect(delivery.picture.original == (try studio.plain(Latent(id: id))))
      #expect(delivery.picture.picture != delivery.picture.original)
    }
  }

  @Test func `the features of the session's layer come along, before its edits`() async throws {
    let studio = try Studio()
    studio.renderer.submit(RenderRequest(session: Self.session(strokes: 3), number: 1))
    let delivery = try #require(await studio.delivered(through: 1).last)
    let plain = studio.generator.render(
      Latent(id: 0).values(count: studio.generator.latentSize), retaining: ["main.5"])
    #expect(delivery.picture.features == plain?.retained["main.5"])
  }

  @Test func `pictures are delivered on one thread that is not the main one`() async throws {
    let main = await MainActor.run { pthread_self() }
    var threads: Set<pthread_t> = []
    for _ in 0..<2 {
      let studio = try Studio()
      for number in 1...5 {
        studio.renderer.submit(RenderRequest(session: Self.session(id: number), number: number))
      }
      threads.formUnion(await studio.delivered(through: 5).map(\.thread))
    }
    #expect(threads.count == 1)
    #expect(!threads.contains(main))
  }
}
