/// Finds the nearest of up to 256 colours, as points in a space, eight at a time.
package struct NearestColour: Sendable {
  private var reds: [SIMD8<Float>]
  private var greens: [SIMD8<Float>]
  private var blues: [SIMD8<Float>]

  /// Makes a search among colours; their three coordinates count alike.
  package init(_ colours: [SIMD3<Float>]) {
    // Places that no colour fills are too far away for any.
    let far = SIMD8<Float>(repeating: 1e6)
    let groups = (colours.count + 7) / 8
    reds = [SIMD8<Float>](repeating: far, count: groups)
    greens = reds
    blues = reds
    for (index, colour) in colours.enumerated() {
      reds[index / 8][index % 8] = colour.x
      greens[index / 8][index % 8] = colour.y
      blues[index / 8][index % 8] = colour.z
    }
  }

  /// The number of the nearest colour, the first of equals within its eighth.
  package func index(of colour: SIMD3<Float>) -> Int {
    let reds = reds.span
    let greens = greens.span
    let blues = blues.span
    var smallest = SIMD8<Float>(repeating: .infinity)
    var groups = SIMD8<Int32>.zero
    for group in reds.indices {
      let red = reds[group] - colour.x
      let green = greens[group] - colour.y
      let blue = blues[group] - colour.z
      let distance = red * red + green * green + blue * blue
      let isNearer = distance .< smallest
      smallest.replace(with: distance, where: isNearer)
      groups.replace(with: Int32(truncatingIfNeeded: group), where: isNearer)
    }
    var nearest = 0
    for lane in 1..<8 where smallest[lane] < smallest[nearest] { nearest = lane }
    return Int(groups[nearest]) * 8 + nearest
  }
}
