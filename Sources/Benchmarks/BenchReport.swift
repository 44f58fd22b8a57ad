package import Tensors

/// What a benchmark found; rates are in 10⁹ a second, memory in 10⁶ bytes.
package struct BenchReport {
  /// A render after a stroke.
  package struct Stroke {
    /// Milliseconds, the median over places.
    package let time: Double
    /// Multiplications and additions, the mean over places.
    package let flop: Double
  }

  package let model: String
  package let threads: Int
  /// The level of the processor whose kernels were used.
  package let processor = Processor.level
  /// Milliseconds.
  package let fullRenderTime: Double
  /// Milliseconds of a full render, by layer.
  package let layerTimes: [String: Double]
  /// Strokes of one cell, by layer.
  package let strokes: [String: Stroke]
  /// Strokes of 3×3 cells, by layer.
  package let squares: [String: Stroke]
  /// Images a second, in batches of 16.
  package let batchRate: Double
  /// Multiplications and additions of a full render.
  package let executedFlop: Double
  /// The peak that a large product reached in the same run.
  package let peakRate: Double
  /// The most memory held until all single renders were done.
  package let peakMemory: Double
  /// The most memory held until the batches were done.
  package let batchPeakMemory: Double
  /// Pages of memory new to the process, for each full render of many.
  package let pageFaults: Double

  /// GFLOPS of a full render.
  package var reachedRate: Double { executedFlop / fullRenderTime / 1e6 }
}

extension BenchReport: Encodable {
  /// The names in JSON, with units of measure.
  enum CodingKeys: String, CodingKey {
    case model = "model"
    case threads = "threads"
    case processor = "processor"
    case fullRender = "full_render_ms"
    case layers = "layer_ms"
    case strokes = "stroke_ms"
    case squares = "stroke_3x3_ms"
    case strokeFlop = "stroke_gflop"
    case batchRate = "batch16_images_per_s"
    case executed = "executed_gflop"
    case reachedRate = "reached_gflops"
    case peakRate = "sgemm_peak_gflops"
    case peakMemory = "peak_memory_mb"
    case batchPeakMemory = "batch16_peak_memory_mb"
    case pageFaults = "page_faults_per_render"
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(model, forKey: .model)
    try container.encode(threads, forKey: .threads)
    try container.encode(processor, forKey: .processor)
    try container.encode(fullRenderTime, forKey: .fullRender)
    try container.encode(layerTimes, forKey: .layers)
    try container.encode(strokes.mapValues(\.time), forKey: .strokes)
    try container.encode(squares.mapValues(\.time), forKey: .squares)
    try container.encode(strokes.mapValues { $0.flop / 1e9 }, forKey: .strokeFlop)
    try container.encode(batchRate, forKey: .batchRate)
    try container.encode(executedFlop / 1e9, forKey: .executed)
    try container.encode(reachedRate, forKey: .reachedRate)
    try container.encode(peakRate, forKey: .peakRate)
    try container.encode(peakMemory, forKey: .peakMemory)
    try container.encode(batchPeakMemory, forKey: .batchPeakMemory)
    try container.encode(pageFaults, forKey: .pageFaults)
  }
}
