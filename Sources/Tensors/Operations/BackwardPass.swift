import CVectors
import Units

/// What an operation's gradient rule looks at, for one image.
///
/// A gradient tells for each feature by how much some result grows with it. It has the layout of the
/// features, in whole vectors.
package struct BackwardPass {
  /// The output's gradient.
  package let gradient: FeatureMap
  /// What the operation wrote, before any intervention.
  package let output: FeatureMap
  /// What the operation read.
  package let inputs: [MeasuredMap]
  package let memory: GradientMemory

  package init(
    gradient: FeatureMap, output: FeatureMap, inputs: [MeasuredMap], memory: GradientMemory
  ) {
    self.gradient = gradient
    self.output = output
    self.inputs = inputs
    self.memory = memory
  }

  /// Writes the gradient of what went into the activation.
  ///
  /// - Parameters:
  ///   - activation: What became of the sums.
  ///   - target: Where to; what lies between the pixels that are written is left alone.
  ///   - step: How far apart the pixels are in the target.
  ///   - offset: Where the first pixel lies, before the target's first if negative.
  func writeSums(
    before activation: Activation, to target: FeatureMap, step: Int = 1, offset: Int = 0
  ) {
    let (features, sums, kind) = unsafe (output.pixels, target.pixels, activation.kind)
    unsafe gradient.forEachPixel(of: gradient.region) { image, row, column, pixel in
      let (y, x) = (row * step + offset, column * step + offset)
      guard unsafe 0..<sums.height ~= y && 0..<sums.width ~= x else { return }
      let (source, result) = unsafe (features.at(image, row, column), sums.at(image, y, x))
      unsafe Processor.kernels.multiply_slopes(source, kind, pixel, result, features.stride)
    }
    withExtendedLifetime((output, target)) {}
  }
}

/// Memory that gradient rules use one after another.
package final class GradientMemory {
  let scratch = Scratch()
  private var maps: [MapSize: FeatureMap] = [:]

  package init() {}

  /// A map whose features are whatever was written last, zeros at first.
  package func map(_ size: MapSize) -> FeatureMap {
    if let map = maps[size] { return map }
    let map = FeatureMap(height: size.grid.height, width: size.grid.width, units: size.units)
    maps[size] = map
    return map
  }
}

/// How gradient rules read and write the units of a pixel.
extension FeatureMap {
  /// As many units as a vector in memory has (`VectorLayout.width`), whatever a register holds.
  typealias UnitVector = SIMD16<Float>

  @inline(__always)
  static func load(_ address: UnsafePointer<Float>) -> UnitVector {
    unsafe UnsafeRawPointer(address).load(as: UnitVector.self)
  }

  @inline(__always)
  static func store(_ vector: UnitVector, _ address: UnsafeMutablePointer<Float>) {
    unsafe UnsafeMutableRawPointer(address).storeBytes(of: vector, as: UnitVector.self)
  }
}
