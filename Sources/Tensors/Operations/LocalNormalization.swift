import Units

/// Divides each feature by (1 + α/5 · Σ x²)^¾ over five neighbouring units, as AlexNet does.
///
/// α is 10⁻⁴, the exponent ¾, both as published; at the first and last units fewer neighbours count,
/// but the divisor of α stays.
package struct LocalNormalization: LayerOperation {
  package let output: MapSize
  package var inputs: [MapSize] { [output] }

  /// Units on each side that count.
  static let reach = 2
  static let alpha: Float = 1e-4

  package init(of size: MapSize) { output = size }

  package func affected(by region: PixelRegion, ofInput _: Int) -> PixelRegion { region }

  package func write(
    _ region: PixelRegion, of output: MeasuredMap, from inputs: [MeasuredMap], scratch: Scratch
  ) {
    let (source, units) = unsafe (inputs[0].features.pixels, self.output.units)
    unsafe output.features.forEachPixel(of: region, weighing: 2 * Self.reach + 1) {
      image, row, column, pixel in
      let features = unsafe source.at(image, row, column)
      for unit in 0..<units {
        var squares: Float = 0
        for other in max(unit - Self.reach, 0)...min(unit + Self.reach, units - 1) {
          unsafe squares += features[other] * features[other]
        }
        unsafe pixel[unit] = features[unit] / Self.divisor(squares)
      }
    }
    output.measure(region)
  }

  /// (1 + α/5 · squares)^¾, by two square roots.
  @inline(__always)
  private static func divisor(_ squares: Float) -> Float {
    let root = (1 + alpha * (squares / Float(2 * reach + 1))).squareRoot()
    return root * root.squareRoot()
  }

  /// The definition, in double precision.
  package func definition(_ input: Tensor) -> Tensor {
    Tensor(units: output.units, output.grid) { unit, row, column in
      var squares = 0.0
      for other in 0..<output.units where abs(other - unit) <= Self.reach {
        squares += Double(input[other, row, column]) * Double(input[other, row, column])
      }
      let root = (1 + Double(Self.alpha) * squares / 5).squareRoot()
      return Float(Double(input[unit, row, column]) / (root * root.squareRoot()))
    }
  }
}
