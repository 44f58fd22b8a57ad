package import Networks
import Tensors
import Units

/// Times a generator as painting and dissection use it.
package struct RenderBenchmark {
  private let generator: Generator
  private let sampling: Sampling
  private let report: (String) -> Void

  /// The units of a stroke, as many as a brush has at first.
  private static let unitsOfStroke = 15
  private static let batchSize = 16
  /// Rows, columns and depth of the product that the processor's peak is taken from.
  private static let peakSide = 2048

  /// Prepares a benchmark; `report` is told what is being measured.
  package init(generator: Generator, sampling: Sampling, report: @escaping (String) -> Void) {
    self.generator = generator
    self.sampling = sampling
    self.report = report
  }

  /// Measures everything.
  ///
  /// - Throws: `NetworkError`, if a picture has no colours.
  package func run(model: String) throws -> BenchReport {
    report("full render")
    let renderer = IncrementalRenderer(generator)
    var (faults, renders) = (0, 0)
    let times = try sampling.medians { round in
      // The first render, which is not counted, touches all memory for the first time.
      if round == 1 { faults = ProcessUsage.pageFaults }
      renders = round
      return try fullRender(renderer, latent(round))
    }
    let faultsPerRender = Double(ProcessUsage.pageFaults - faults) / Double(renders)
    let flop = renderer.work.executedFlop
    var strokes: [String: BenchReport.Stroke] = [:]
    var squares: [String: BenchReport.Stroke] = [:]
    for layer in generator.layers.dropLast() where layer.grid.height >= 4 && layer.grid.width >= 4 {
      report("strokes on \(layer.name)")
      strokes[layer.name.rawValue] = try stroke(renderer, layer, radius: 0)
      squares[layer.name.rawValue] = try stroke(renderer, layer, radius: 1)
    }
    let peakMemory = ProcessUsage.peakMemory
    report("batches of \(Self.batchSize)")
    let batch = (0..<Self.batchSize).map(latent)
    let batchTime = try sampling.median(fewest: 3) { _ in
      try Sampling.milliseconds { _ = try generator.pictures(of: batch) }
    }
    let batchMemory = ProcessUsage.peakMemory
    report("sgemm")
    let names = generator.layers.map(\.name.rawValue)
    return BenchReport(
      model: model, threads: Workers.count, fullRenderTime: times[times.count - 1],
      layerTimes: Dictionary(zip(names, times), uniquingKeysWith: { $0 + $1 }),
      strokes: strokes, squares: squares,
      batchRate: Double(Self.batchSize) * 1000 / batchTime, executedFlop: flop,
      peakRate: peakRate(), peakMemory: peakMemory, batchPeakMemory: batchMemory,
      pageFaults: faultsPerRender)
  }

  /// A latent of no picture in particular; neighbours have nothing in common.
  private func latent(_ number: Int) -> [Float] {
    Latent(id: number % 32).values(count: generator.latentSize)
  }

  /// The milliseconds of each layer, and of the whole as the last.
  private func fullRender(_ renderer: IncrementalRenderer, _ latent: [Float]) throws -> [Double] {
    // The question whether to go on comes before each layer.
    var starts: [ContinuousClock.Instant] = []
    let start = ContinuousClock.now
    _ = try renderer.render(latent) {
      starts.append(.now)
      return false
    }
    let end = ContinuousClock.now
    let layers = zip(starts, starts.dropFirst() + [end]).map { ($1 - $0) / .milliseconds(1) }
    return layers + [(end - start) / .milliseconds(1)]
  }

  /// Paints stroke upon stroke, at places spread over the layer, as a person does.
  ///
  /// The radius counts the cells around the one in the middle, in each direction.
  private func stroke(
    _ renderer: IncrementalRenderer, _ layer: LayerSummary, radius: Int
  ) throws -> BenchReport.Stroke {
    let none = Intervention.Map(
      alphas: [Float](repeating: 0, count: layer.grid.count),
      values: [Float](repeating: 0, count: layer.grid.count))
    var map = none
    var flop: [Double] = []
    let latent = latent(0)
    _ = try renderer.render(latent)
    let time = try sampling.median { round in
      for cell in cells(round, of: layer.grid, radius: radius) {
        map.alphas[cell] = 1
        // A cell that is painted again changes, too.
        map.values[cell] = 1 + Float(round % 1000) / 1000
      }
      let units = 0..<min(Self.unitsOfStroke, layer.units)
      let intervention = Intervention(
        layer: layer.name, grid: layer.grid,
        maps: Dictionary(uniqueKeysWithValues: units.map { ($0, map) }))
      let time = try Sampling.milliseconds {
        _ = try renderer.render(latent, interventions: [intervention])
      }
      flop.append(renderer.work.executedFlop)
      return time
    }
    return BenchReport.Stroke(time: time, flop: flop.reduce(0, +) / Double(flop.count))
  }

  /// The cells of a stroke: rows in turn, columns by the golden ratio, so that both are spread evenly.
  private func cells(_ round: Int, of grid: Grid, radius: Int) -> [Int] {
    let middle = (
      row: round * 7 % grid.height,
      column: Int(
        (Double(round) * 0.618034).truncatingRemainder(dividingBy: 1) * Double(grid.width))
    )
    let rows = max(0, middle.row - radius)...min(grid.height - 1, middle.row + radius)
    let columns = max(0, middle.column - radius)...min(grid.width - 1, middle.column + radius)
    return rows.flatMap { row in columns.map { row * grid.width + $0 } }
  }

  /// The best rate of a large square product with the engine's own kernel, in GFLOPS.
  ///
  /// A convolution of 1×1 is a product: pixels by inputs, times inputs by outputs.
  private func peakRate() -> Double {
    let side = Self.peakSide
    let shape = ConvolutionShape(
      inputs: side, outputs: side, kernel: 1, padding: 0, grid: Grid(height: 32, width: side / 32))
    let product = Convolution(
      shape,
      weights: Tensor(
        shape: shape.weightShape, elements: [Float](repeating: 0.5, count: side * side)))
    let map = MeasuredMap(FeatureMap(height: 32, width: side / 32, units: side))
    let result = MeasuredMap(FeatureMap(height: 32, width: side / 32, units: side))
    let scratch = Scratch()
    var best = Double.infinity
    // A peak of few rounds would be too low, and flatter what is compared with it.
    _ = Sampling(rounds: 8).median { _ in
      let time = Sampling.milliseconds {
        product.write(product.output.region, of: result, from: [map], scratch: scratch)
      }
      best = min(best, time)
      return time
    }
    return product.flop(of: product.output.region) / best / 1e6
  }
}
