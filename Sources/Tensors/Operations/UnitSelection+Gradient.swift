extension UnitSelection {
  package func writeGradient(ofInput _: Int, to target: FeatureMap, in pass: BackwardPass) {
    let source = unsafe pass.gradient.pixels
    let (units, all) = (units, inputs[0].units)
    unsafe target.forEachPixel(of: target.region) { image, row, column, pixel in
      unsafe pixel.update(repeating: 0, count: all)
      unsafe (pixel + units.lowerBound).update(
        from: source.at(image, row, column), count: units.count)
    }
  }
}
