extension Normalization {
  package func writeGradient(ofInput _: Int, to target: FeatureMap, in pass: BackwardPass) {
    pass.writeSums(before: activation, to: target)
    let scale = unsafe scale.start
    unsafe target.forEachPixel(of: target.region) { _, _, _, pixel in
      for start in stride(from: 0, to: VectorLayout.padded(output.units), by: VectorLayout.width) {
        unsafe FeatureMap.store(
          FeatureMap.load(pixel + start) * FeatureMap.load(scale + start), pixel + start)
      }
    }
  }
}
