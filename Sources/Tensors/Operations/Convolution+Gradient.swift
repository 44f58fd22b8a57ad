import Units

extension Convolution {
  /// Again a convolution, with turned weights, over the gradient of the sums.
  package func writeGradient(ofInput _: Int, to target: FeatureMap, in pass: BackwardPass) {
    let turned = turned.convolution(of: self)
    let activation = convolution.arranged.activation
    let turning = ConvolutionTurning(shape)
    var sums = pass.gradient
    if activation != .none || turning.movesPixels {
      sums = pass.memory.map(turned.inputs[0])
      if turning.movesPixels { sums.clear() }
      pass.writeSums(before: activation, to: sums, step: turning.step, offset: turning.offset)
    }
    turned.write(
      target.region, of: MeasuredMap(target), from: [MeasuredMap(sums)],
      scratch: pass.memory.scratch)
    if normalizesPixels, let scales = pass.inputs[0].scales {
      scales.multiplyGradient(target, of: pass.inputs[0].features)
    }
  }
}
