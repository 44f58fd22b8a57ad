import Painting
import TestSupport
import Testing
import Units

/// What a renderer does while nobody waits for a picture.
@Suite(.timeLimit(.minutes(5)), .ownThread) struct IdleWorkTests {
  /// Work of some steps that writes down its name at each.
  private final class Steps: IdleWork {
    private let name: String
    private var left: Int
    private let record: (String) -> Void

    init(_ name: String, _ count: Int, record: @escaping (String) -> Void) {
      (self.name, left) = (name, count)
      self.record = record
    }

    func advance(isCancelled: () -> Bool) -> Bool {
      left -= 1
      record(name)
      return left > 0
    }
  }

  /// Work whose one step takes until somebody waits.
  private final class Patience: IdleWork {
    private let record: (String) -> Void

    init(record: @escaping (String) -> Void) { self.record = record }

    func advance(isCancelled: () -> Bool) -> Bool {
      record("patient")
      while !isCancelled() {}
      return true
    }
  }

  /// What is recorded up to a word.
  private static func words(_ stream: AsyncStream<String>, through last: String) async -> [String] {
    var words: [String] = []
    for await word in stream {
      words.append(word)
      if word == last { break }
    }
    return words
  }

  @Test func `the most urgent work comes first, and interrupts a step of other work`() async throws
  {
    let studio = try RendererStudio()
    let (stream, continuation) = AsyncStream.makeStream(of: String.self)
    let record: @Sendable (String) -> Void = { continuation.yield($0) }
    studio.renderer.begin(.dissection) { Patience(record: record) }
    var iterator = stream.makeAsyncIterator()
    #expect(await iterator.next() == "patient")
    // A step that nobody waits for would never end.
    studio.renderer.begin(.reading) { Steps("reading", 2, record: record) }
    #expect(await iterator.next() == "reading")
    #expect(await iterator.next() == "reading")
    #expect(await iterator.next() == "patient")
    // Nothing is left of it, so the renderer is free.
    studio.renderer.begin(.dissection) { nil }
    studio.renderer.submit(
      RenderRequest(session: Session(latent: Latent(id: 0), layer: "main.5"), number: 1))
    _ = await studio.delivered(through: 1)
  }

  @Test func `work begins in the order in which it was asked for`() async throws {
    let studio = try RendererStudio()
    let (stream, continuation) = AsyncStream.makeStream(of: String.self)
    let record: @Sendable (String) -> Void = { continuation.yield($0) }
    for number in 0..<2000 {
      studio.renderer.begin(.context) {
        record("\(number)")
        return nil
      }
    }
    studio.renderer.begin(.dissection) { Steps("last", 1, record: record) }
    #expect(await Self.words(stream, through: "last") == (0..<2000).map(String.init) + ["last"])
  }

  @Test func `newer work takes the place of older work of its kind`() async throws {
    let studio = try RendererStudio()
    let (stream, continuation) = AsyncStream.makeStream(of: String.self)
    let record: @Sendable (String) -> Void = { continuation.yield($0) }
    studio.renderer.begin(.context) { Steps("old", .max, record: record) }
    studio.renderer.begin(.context) { Steps("new", 3, record: record) }
    studio.renderer.begin(.dissection) { Steps("last", 1, record: record) }
    let words = await Self.words(stream, through: "last")
    let newer = Array(words.drop { $0 == "old" })
    #expect(newer == ["new", "new", "new", "last"])
  }
}
