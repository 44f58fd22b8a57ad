/// How fast a network reads pictures; memory is in 10⁶ bytes.
struct ReadingReport: Encodable {
  let model: String
  let threads: Int
  let height: Int
  let width: Int
  /// Milliseconds a picture, the median.
  let time: Double
  /// Pictures a second.
  let rate: Double
  /// The most memory held.
  let peakMemory: Double

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

  enum CodingKeys: String, CodingKey {
    case model = "model"
    case threads = "threads"
    case height = "height"
    case width = "width"
    case time = "picture_ms"
    case rate = "pictures_per_s"
    case peakMemory = "peak_memory_mb"
  }
}
