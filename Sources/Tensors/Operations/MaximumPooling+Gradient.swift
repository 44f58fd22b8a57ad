import CVectors

extension MaximumPooling {
  /// The gradient of a place goes to its largest feature; of equal ones to the first, as in PyTorch.
  package func writeGradient(ofInput _: Int, to target: FeatureMap, in pass: BackwardPass) {
    let (source, largest) = unsafe (pass.inputs[0].features.pixels, pass.output.pixels)
    let (gradient, window) = unsafe (pass.gradient.pixels, window)
    let weight = window.side * window.side
    unsafe target.forEachPixel(of: target.region, weighing: weight) { image, row, column, pixel in
      let rows = unsafe window.places(seeing: row..<row + 1).clamped(to: 0..<largest.height)
      let columns = unsafe window.places(seeing: column..<column + 1)
        .clamped(to: 0..<largest.width)
      let features = unsafe source.at(image, row, column)
      for start in unsafe stride(from: 0, to: source.stride, by: VectorLayout.width) {
        let feature = unsafe FeatureMap.load(features + start)
        var sum = FeatureMap.UnitVector.zero
        for y in rows {
          for x in columns {
            let wanted = unsafe FeatureMap.load(largest.at(image, y, x) + start)
            var isFirst = feature .== wanted
            for earlierRow in unsafe window.pixels(at: y, within: source.height)
            where earlierRow <= row {
              for earlier in unsafe window.pixels(at: x, within: source.width)
              where earlierRow < row || earlier < column {
                let other = unsafe FeatureMap.load(source.at(image, earlierRow, earlier) + start)
                isFirst = isFirst .& (other .!= wanted)
              }
            }
            let part = unsafe FeatureMap.load(gradient.at(image, y, x) + start)
            sum += FeatureMap.UnitVector.zero.replacing(with: part, where: isFirst)
          }
        }
        unsafe FeatureMap.store(sum, pixel + start)
      }
    }
  }
}
