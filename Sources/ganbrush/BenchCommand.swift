import Seeing
import ArgumentParser
import Benchmarks
import Files
import FoundationEssentials
import Glibc
import Networks
import Studio
import Tensors
import Units

/// Times the engine on this machine.
struct BenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench", abstract: "Measure how fast a model renders or reads pictures here.",
    discussion: """
      For generators it times full renders, each of another latent, strokes with 15 units, each on \
      top of those before, and batches of 16. For segmenters and classifiers it times one picture. \
      Times are medians in milliseconds. GFLOPS count the operations that are executed, fewer than \
      a plain convolution has. The peak is that of a product of 2048×2048 matrices in the same run.
      """)

  @Option(
    help: "An installed model's name, a folder with a model, or a checkpoint.",
    completion: .networks)
  var model = Preferences.current.model

  @OptionGroup var part: PartOptions

  @Flag(help: "Print one JSON object.")
  var json = false

  @Flag(help: "Print how each layer is computed, and measure nothing.")
  var plan = false

  @Option(
    number: "--threads", in: 1...256,
    help: "Threads to compute with; by default, as many as there are cores.")
  var threads: Int?

  @Option(
    number: "--rounds", in: 1...1_000_000,
    help: "Rounds of each measurement; by default, as many as make its median steady.")
  var rounds: Int?

  @OptionGroup var verbosity: VerbosityOptions

  func validate() throws {
    let measuring = [("--json", json), ("--threads", threads != nil), ("--rounds", rounds != nil)]
    for (option, isNamed) in measuring where isNamed && plan {
      throw ValidationError("\(option) and --plan exclude each other")
    }
  }

  func run() throws {
    if let threads { Workers.count = threads }
    let file = try CheckpointFile(model, part)
    file.sayChoice()
    let network = try file.network { try Network($0) }
    switch network {
    case .generator(let generator): try run(generator, file)
    case .segmenter(let segmenter) where plan: printPlan(segmenter.plan)
    case .classifier where plan:
      throw Refusal(
        "\(shown: file.path): --plan is for generators and segmenters, not for a \(network.title)")
    case .classifier, .segmenter:
      let benchmark = ReadingBenchmark(network: network, sampling: Sampling(rounds: rounds))
      guard let report = try file.attempt({ try benchmark.run(model: model) }) else { return }
      if json { try JSONOutput.print(report) } else { printReading(report) }
    }
  }

  private func run(_ generator: Generator, _ file: CheckpointFile) throws {
    guard !plan else { return printPlan(generator.plan) }
    let isWatched = isatty(STDERR_FILENO) != 0
    let benchmark = RenderBenchmark(generator: generator, sampling: Sampling(rounds: rounds)) {
      if isWatched { Self.show("\(shown: $0)…") }
    }
    let report = try file.attempt {
      defer { if isWatched { Self.show("") } }
      return try benchmark.run(model: model)
    }
    if json { try JSONOutput.print(report) } else { printTable(report, generator) }
  }

  /// Replaces the line of progress.
  private static func show(_ progress: String) {
    if Console.verbosity != .quiet { Console.note("\r\u{1B}[K\(progress)") }
  }

  // MARK: Text

  private func printPlan(_ plan: [LayerPlan]) {
    print(row("layer", ["grid", "inputs", "units", "GFLOP", "weights MB"]) + "  algorithm")
    for layer in plan {
      let numbers = [
        "\(layer.layer.grid)", "\(layer.shape.inputs)", "\(layer.layer.units)",
        decimal(layer.flop / 1e9, 3), decimal(Double(layer.weightByteCount) / 1e6, 1),
      ]
      print(row("\(shown: layer.layer.name)", numbers) + "  \(layer.scheme)")
    }
    let bytes = plan.reduce(0) { $0 + $1.weightByteCount }
    let flop = plan.reduce(0) { $0 + $1.flop }
    print(row("all", ["", "", "", decimal(flop / 1e9, 3), decimal(Double(bytes) / 1e6, 1)]))
  }

  private func printTable(_ report: BenchReport, _ generator: Generator) {
    print(
      "\(shown: report.model), \(report.threads.counted("thread")), \(report.processor.rawValue)\n")
    print(row("layer", ["grid", "render ms", "GFLOPS", "1×1 ms", "3×3 ms", "1×1 GFLOP"]))
    for layer in generator.plan {
      let name = layer.layer.name.rawValue
      let time = report.layerTimes[name] ?? 0
      print(
        row(
          "\(shown: name)",
          [
            "\(layer.layer.grid)", decimal(time, 2), decimal(layer.flop / time / 1e6, 0),
            report.strokes[name].map { decimal($0.time, 2) } ?? "–",
            report.squares[name].map { decimal($0.time, 2) } ?? "–",
            report.strokes[name].map { decimal($0.flop / 1e9, 3) } ?? "–",
          ]))
    }
    print(
      """

      full render        \(decimal(report.fullRenderTime, 2)) ms, \
      \(decimal(report.executedFlop / 1e9, 2)) GFLOP executed
      reached            \(decimal(report.reachedRate, 0)) GFLOPS of \
      \(decimal(report.peakRate, 0)) that a large product reaches
      batches of 16      \(decimal(report.batchRate, 1)) images a second
      memory             \(decimal(report.peakMemory, 0)) MB at most, \
      \(decimal(report.batchPeakMemory, 0)) MB with batches
      new memory pages   \(decimal(report.pageFaults, 1)) a full render
      """)
  }

  private func printReading(_ report: ReadingReport) {
    print(
      """
      \(shown: report.model), \(report.threads.counted("thread")), \(report.processor.rawValue)

      picture            \(report.height)×\(report.width) px, \(decimal(report.time, 2)) ms
      rate               \(decimal(report.rate, 1)) pictures a second
      memory             \(decimal(report.peakMemory, 0)) MB at most
      """)
  }

  /// A name and right-aligned numbers; `output_1024x1024` is the longest name there is.
  private func row(_ name: String, _ numbers: [String]) -> String {
    name + String(repeating: " ", count: max(0, 17 - name.count))
      + numbers.map { String(repeating: " ", count: max(1, 11 - $0.count)) + $0 }.joined()
  }

  private func decimal(_ value: Double, _ places: Int) -> String { value.decimals(places) }
}
