extension Concatenation {
  package func writeGradient(ofInput input: Int, to target: FeatureMap, in pass: BackwardPass) {
    let (source, times) = unsafe (pass.gradient.pixels, times(input))
    let first = inputs[..<input].reduce(0) { $0 + $1.units }
    let units = inputs[input].units
    unsafe target.forEachPixel(of: target.region, weighing: times * times) {
      image, row, column, pixel in
      unsafe pixel.update(repeating: 0, count: units)
      for y in row * times..<(row + 1) * times {
        for x in column * times..<(column + 1) * times {
          let part = unsafe source.at(image, y, x) + first
          for unit in 0..<units { unsafe pixel[unit] += part[unit] }
        }
      }
    }
  }
}
