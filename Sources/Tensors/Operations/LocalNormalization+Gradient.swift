extension LocalNormalization {
  /// A feature counts in its own output, and in the divisors of its neighbours.
  package func writeGradient(ofInput _: Int, to target: FeatureMap, in pass: BackwardPass) {
    let (source, gradient) = unsafe (pass.inputs[0].features.pixels, pass.gradient.pixels)
    let units = output.units
    let share = Self.alpha / Float(2 * Self.reach + 1)
    func neighbours(_ unit: Int) -> ClosedRange<Int> {
      max(unit - Self.reach, 0)...min(unit + Self.reach, units - 1)
    }
    unsafe target.forEachPixel(of: target.region, weighing: 50) { image, row, column, pixel in
      let features = unsafe source.at(image, row, column)
      let slopes = unsafe gradient.at(image, row, column)
      for unit in 0..<units {
        var (own, others) = (Float(0), Float(0))
        for other in neighbours(unit) {
          var squares: Float = 0
          for near in neighbours(other) { unsafe squares += features[near] * features[near] }
          let sum = 1 + share * squares
          let root = sum.squareRoot()
          let quotient = unsafe slopes[other] / (root * root.squareRoot())
          if other == unit { own = quotient }
          unsafe others += quotient * features[other] / sum
        }
        // The derivative of the exponent ¾, times that of a square.
        unsafe pixel[unit] = own - 1.5 * share * features[unit] * others
      }
    }
  }
}
