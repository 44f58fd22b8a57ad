import Benchmarks
import Checkpoints
import FoundationEssentials
import Networks
import Testing
import Units

@Suite struct RenderBenchmarkTests {
  private static func checkpoint(_ name: String) throws -> Checkpoint {
    try Checkpoint(
      contentsOf: URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../NetworksTests/Fixtures/\(name).safetensors").standardizedFileURL.path)
  }

  @Test func `the operations of a report are those of the plan, and strokes take fewer`() throws {
    let generator = try Generator(try Self.checkpoint("dcgan"))
    var steps: [String] = []
    let benchmark = RenderBenchmark(generator: generator, sampling: Sampling(rounds: 2)) {
      steps.append($0)
    }
    let report = try benchmark.run(model: "small")
    let planned = generator.plan.reduce(0) { $0 + $1.flop }
    // Both add up the same few whole numbers.
    #expect(abs(report.executedFlop - planned) < 1)
    let canvases = generator.layers.dropLast().map(\.name.rawValue)
    #expect(Set(report.strokes.keys) == Set(canvases))
    #expect(report.strokes.values.allSatisfy { $0.flop < report.executedFlop })
    #expect(Set(report.layerTimes.keys) == Set(generator.layers.map(\.name.rawValue)))
    #expect(
      steps == ["full render"] + canvases.map { "strokes on \($0)" } + ["batches of 16", "sgemm"])
  }

  @Test(arguments: [("segmenter", 32), ("vgg", 48)])
  func `a network that reads pictures is timed at its size`(name: String, side: Int) throws {
    let network = try Network(try Self.checkpoint(name))
    let report = try #require(
      try ReadingBenchmark(network: network, sampling: Sampling(rounds: 1)).run(model: name))
    #expect(report.width == side && report.height == side)
    #expect(abs(report.time * report.rate - 1000) < 1e-6)
  }

  @Test func `a generator reads no pictures`() throws {
    let network = try Network(try Self.checkpoint("dcgan"))
    let benchmark = ReadingBenchmark(network: network, sampling: Sampling(rounds: 1))
    #expect(try benchmark.run(model: "small") == nil)
  }
}
