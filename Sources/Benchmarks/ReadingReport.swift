package import Tensors

/// How fast a network reads pictures; memory is in 10⁶ bytes.
package struct ReadingReport: Encodable {
  package let model: String
  package let threads: Int
  /// The level of the processor whose kernels were used.
  package let processor = Processor.level
  package let height: Int
  package let width: Int
  /// Milliseconds a picture, the median.
  package let time: Double
  /// Pictures a second.
  package let rate: Double
  /// The most memory held.
  package let peakMemory: Double

  init(
    model: String, threads: Int, height: Int, width: Int, time: Double, peakMemory: Double
  ) {
    self.model = model
    self.threads = threads
    self.height = height
    self.width = width
    self.time = time
    rate = 1000 / time
    self.peakMemory = peakMemory
  }

  /// The names in JSON, with units of measure.
  enum CodingKeys: String, CodingKey {
    case model = "model"
    case threads = "threads"
    case processor = "processor"
    case height = "height"
    case width = "width"
    case time = "picture_ms"
    case rate = "pictures_per_s"
    case peakMemory = "peak_memory_mb"
  }
}
