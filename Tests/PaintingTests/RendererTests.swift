import Dissection
import Recipes
import Glibc
import Networks
import Painting
import Pictures
import Synchronization
import Tensors
import TestSupport
import Testing
import Units

@Suite(.timeLimit(.minutes(5)), .ownThread) struct RendererTests {
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

  /// Edits so large that infinities of both signs meet in the next layer's sums.
  private static func wildSession() -> Session {
    var session = session()
    session.strokes = [
      Stroke(
        concept: "all", direction: .draw,
        edits: (0..<12).map { UnitEdit(layer: "main.5", unit: $0, value: 3e38) }, mask: nil),
      Stroke(
        concept: "all", direction: .draw,
        edits: (0..<12).map { UnitEdit(layer: "main.5", unit: $0, alpha: -3e38, value: 3e38) },
        mask: nil),
    ]
    return session
  }

  @Test func `the newest of many quick requests comes last, none comes late`() async throws {
    let studio = try RendererStudio()
    for number in 1...50 {
      studio.renderer.submit(
        RenderRequest(session: Self.session(strokes: number), number: number))
    }
    let numbers = await studio.delivered(through: 50).map(\.picture.request.number)
    #expect(numbers.last == 50)
    #expect(zip(numbers, numbers.dropFirst()).allSatisfy(<))
  }

  @Test func `another picture is rendered while one is under way`() async throws {
    let studio = try RendererStudio()
    for number in 1...20 {
      studio.renderer.submit(RenderRequest(session: Self.session(id: number), number: number))
    }
    let newest = try #require(await studio.delivered(through: 20).last)
    #expect(newest.picture.picture == (try studio.plain(Latent(id: 20))))
    #expect(newest.picture.original == newest.picture.picture)
  }

  @Test func `the original is the picture without the edits`() async throws {
    let studio = try RendererStudio()
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

  @Test func `a stroke tells which share of a full render it took`() async throws {
    let studio = try RendererStudio()
    studio.renderer.submit(RenderRequest(session: Self.session(), number: 0))
    #expect(await studio.delivered(through: 0).last?.picture.share == 1)
    studio.renderer.submit(RenderRequest(session: Self.session(strokes: 1), number: 1))
    let stroke = try #require(await studio.delivered(through: 1).last).picture
    #expect(stroke.share > 0 && stroke.share < 1)
    studio.renderer.submit(RenderRequest(session: Self.session(strokes: 1), number: 2))
    #expect(await studio.delivered(through: 2).last?.picture.share == 0)
  }

  @Test func `the features that each picture was made of come along`() async throws {
    let studio = try RendererStudio()
    // The next layer is coarser: edits of the session's own layer reach the picture, not its features.
    for (number, layer) in (["main.5", "main.2"] as [LayerName]).enumerated() {
      var session = Self.session(strokes: 3)
      session.layer = layer
      studio.renderer.submit(RenderRequest(session: session, number: number))
      let picture = try #require(await studio.delivered(through: number).last).picture
      let values = Latent(id: 0).values(count: studio.generator.latentSize)
      let plain = try studio.generator.render(values, retaining: [layer])
      let retained = try #require(plain?.retained[layer])
      #expect(picture.originalFeatures == LayerFeatures(retained))
      var edited = retained.elements
      let edits = Composition(session, layers: studio.generator.layers).interventions
      for (unit, map) in edits.filter({ $0.layer == layer }).flatMap(\.maps) {
        for (cell, alpha) in map.alphas.enumerated() where alpha != 0 {
          let place = unit * map.alphas.count + cell
          edited[place] = edited[place] * (1 - alpha) + map.values[cell] * alpha
        }
      }
      #expect((edited != retained.elements) == (layer == "main.5"))
      let expected = LayerFeatures(Tensor(shape: retained.shape, elements: edited))
      #expect(picture.features == expected)
    }
  }

  @Test func `edits beyond all numbers give an error, and the next request its picture`()
    async throws
  {
    let studio = try RendererStudio()
    let session = Self.wildSession()
    try session.validate(against: studio.generator.layers)
    #expect(throws: NetworkError.self) { try studio.generator.picture(of: session) }
    studio.renderer.submit(RenderRequest(session: session, number: 1))
    let failure = try #require(await studio.failure())
    #expect(failure.number == 1)
    #expect(failure.error.description.hasPrefix("layer 'main.10' gives "))
    studio.renderer.submit(RenderRequest(session: Self.session(), number: 2))
    let next = try #require(await studio.delivered(through: 2).last)
    #expect(try next.picture.picture == studio.plain(Self.session().latent))
  }

  @Test func `pictures are delivered on one thread that is not the main one`() async throws {
    let main = await MainActor.run { pthread_self() }
    var threads: Set<pthread_t> = []
    for _ in 0..<2 {
      let studio = try RendererStudio()
      for number in 1...5 {
        studio.renderer.submit(RenderRequest(session: Self.session(id: number), number: number))
      }
      threads.formUnion(await studio.delivered(through: 5).map(\.thread))
    }
    #expect(threads.count == 1)
    #expect(!threads.contains(main))
  }

  // MARK: Units

  private static let unitRequest = UnitPicturesRequest(Unit("main.5", 3), ids: [7, 2, 9])

  @Test func `the pictures of a unit come with its features`() async throws {
    let studio = try RendererStudio()
    studio.renderer.submit(Self.unitRequest)
    let shown = try #require(await studio.unitPictures(3))
    #expect(shown.unit == Self.unitRequest.unit)
    for (picture, id) in zip(shown.pictures, Self.unitRequest.ids) {
      #expect(picture.picture == (try studio.plain(Latent(id: id))))
      let values = Latent(id: id).values(count: studio.generator.latentSize)
      let retained = try studio.generator.render(values, retaining: ["main.5"])?.retained["main.5"]
      #expect(picture.grid == Grid(height: 8, width: 8))
      #expect(picture.features == Array(try #require(retained).elements[3 * 64..<4 * 64]))
    }
  }

  @Test func `a stroke comes before the rest of a unit's pictures, and these before a measurement`()
    async throws
  {
    let events = Mailbox<[String]>()
    @Sendable func note(_ event: String) { events.put((events.peek ?? []) + [event]) }
    let studio = try RendererStudio { renderer, percent in
      if events.peek?.contains("measured") != true { note("measured") }
      guard 30..<32 ~= percent else { return }
      renderer.submit(Self.unitRequest)
    } onUnitPicture: { renderer, count in
      note("picture \(count)")
      guard count == 1 else { return }
      renderer.submit(
        RenderRequest(session: Self.session(strokes: 2), number: 2, measures: true))
    } onDelivery: {
      note("request \($0)")
    }
    studio.renderer.submit(RenderRequest(session: Self.session(), number: 1, measures: true))
    let measured = await studio.measured("main.5")
    #expect(measured.last?.state == .finished(try studio.table("main.5")))
    let expected = [
      "request 1", "measured", "picture 1", "request 2", "picture 2", "picture 3",
    ]
    #expect(events.peek == expected)
  }

  @Test func `long work comes after a measurement and gives way to a stroke`() async throws {
    let events = Mailbox<[String]>()
    @Sendable func note(_ event: String) {
      if events.peek?.last != event { events.put((events.peek ?? []) + [event]) }
    }
    let (ends, end) = AsyncStream.makeStream(of: Void.self)
    let studio = try RendererStudio { _, _ in
      note("measured")
    } onDelivery: {
      note("request \($0)")
    }
    studio.renderer.submit(RenderRequest(session: Self.session(), number: 1, measures: true))
    _ = await studio.delivered(through: 1)
    let renderer = studio.renderer
    renderer.begin(.dissection) {
      CountedWork(steps: 3) { step in
        note("step \(step)")
        if step == 2 {
          renderer.submit(RenderRequest(session: Self.session(strokes: 2), number: 2))
        }
        if step == 3 { end.yield() }
      }
    }
    for await _ in ends { break }
    #expect(
      events.peek == ["request 1", "measured", "step 1", "step 2", "request 2", "step 3"])
  }

  // MARK: Measurements

  private static func percents(_ measurements: [LayerMeasurement]) -> [Int] {
    measurements.compactMap { if case .running(let percent) = $0.state { percent } else { nil } }
  }

  @Test func `a layer is measured after its picture where that is asked for`() async throws {
    let studio = try RendererStudio()
    studio.renderer.submit(RenderRequest(session: Self.session(), number: 1, measures: true))
    let delivery = try #require(await studio.delivered(through: 1).last)
    #expect(delivery.picture.picture == (try studio.plain(Latent(id: 0))))
    let measured = await studio.measured("main.5")
    #expect(measured.last?.state == .finished(try studio.table("main.5")))
    let percents = Self.percents(measured)
    #expect(percents.count > 12 && percents.last ?? 0 > 90)
    #expect(zip(percents, percents.dropFirst()).allSatisfy(<))
  }

  @Test func `a stroke during a measurement is rendered, and the measurement goes on`() async throws
  {
    // The stroke comes when about a third is done, and it must not have to wait for the rest.
    let studio = try RendererStudio { renderer, percent in
      guard 30..<32 ~= percent else { return }
      renderer.submit(
        RenderRequest(session: Self.session(strokes: 2), number: 2, measures: true))
    }
    studio.renderer.submit(RenderRequest(session: Self.session(), number: 1, measures: true))
    let picture = try #require(await studio.delivered(through: 2).last?.picture)
    #expect(picture.picture != picture.original)
    let measured = await studio.measured("main.5")
    #expect(measured.last?.state == .finished(try studio.table("main.5")))
    // It did not begin again.
    let percents = Self.percents(measured)
    #expect(zip(percents, percents.dropFirst()).allSatisfy(<))
  }

  @Test func `a picture for a file comes during a measurement, which then goes on`() async throws {
    let studio = try RendererStudio()
    studio.renderer.submit(RenderRequest(session: Self.session(), number: 1, measures: true))
    _ = await studio.delivered(through: 1)
    let session = Self.session(strokes: 3)
    let picture = try await studio.renderer.picture(of: session)
    #expect(picture == (try studio.generator.picture(of: session)))
    // It did not begin from the start, and is done without another request.
    let measured = await studio.measured("main.5")
    #expect(measured.last?.state == .finished(try studio.table("main.5")))
    let percents = Self.percents(measured)
    #expect(zip(percents, percents.dropFirst()).allSatisfy(<))
  }

  @Test func `a picture for a file that has no colours is an error`() async throws {
    let studio = try RendererStudio()
    let session = Self.wildSession()
    await #expect(throws: NetworkError.self) { try await studio.renderer.picture(of: session) }
  }

  @Test func `another layer is measured instead, and none where none is asked for`() async throws {
    let studio = try RendererStudio { renderer, percent in
      guard 30..<32 ~= percent else { return }
      var session = Self.session()
      session.layer = "main.2"
      renderer.submit(RenderRequest(session: session, number: 2, measures: true))
    }
    studio.renderer.submit(RenderRequest(session: Self.session(), number: 1, measures: true))
    let measured = await studio.measured("main.2")
    #expect(measured.last?.state == .finished(try studio.table("main.2")))
    #expect(
      !measured.contains {
        if case .finished = $0.state { $0.layer == "main.5" } else { false }
      })
    let plain = try RendererStudio { _, _ in Issue.record("a measurement that nobody asked for") }
    for number in 1...3 {
      plain.renderer.submit(RenderRequest(session: Self.session(id: number), number: number))
      _ = await plain.delivered(through: number)
    }
  }
}

/// Work of some steps; each is told, and one that is cancelled is not.
private final class CountedWork: IdleWork {
  private let steps: Int
  private let tell: (Int) -> Void
  private var done = 0

  init(steps: Int, tell: @escaping (Int) -> Void) {
    self.steps = steps
    self.tell = tell
  }

  func advance(isCancelled: () -> Bool) -> Bool {
    guard !isCancelled() else { return true }
    done += 1
    tell(done)
    return done < steps
  }
}
