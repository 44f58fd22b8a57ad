import CVectors
import Units

extension Averaging {
  package func writeGradient(ofInput _: Int, to target: FeatureMap, in pass: BackwardPass) {
    let mean = unsafe pass.gradient.pixels
    let count = Float(inputs[0].grid.count)
    unsafe target.forEachPixel(of: target.region) { image, _, _, pixel in
      let source = unsafe mean.at(image, 0, 0)
      for start in unsafe stride(from: 0, to: mean.stride, by: VectorLayout.width) {
        unsafe FeatureMap.store(FeatureMap.load(source + start) / count, pixel + start)
      }
    }
  }
}
