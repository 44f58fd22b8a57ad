/// The outline of something far away against the sky: mountains, hills, a wood.
enum Ridge {
  /// A line of random heights that looks alike at every scale (midpoint displacement).
  ///
  /// `roughness` is how much of the amplitude is left at half the scale. The heights are those at
  /// 2ⁿ + 1 places, n being `steps`, ends included.
  static func line(
    from start: Float, to end: Float, amplitude: Float, roughness: Float, steps: Int,
    _ random: inout SceneRandom
  ) -> [Float] {
    var heights = [start, end]
    var amplitude = amplitude
    for _ in 0..<steps {
      var finer: [Float] = [heights[0]]
      for (left, right) in zip(heights, heights.dropFirst()) {
        finer.append((left + right) / 2 + amplitude * random.bell())
        finer.append(right)
      }
      heights = finer
      amplitude *= roughness
    }
    return heights
  }

  /// The area below heights that are spread evenly over the width of the picture.
  static func area(_ heights: [Float], base: Float) -> [Point] {
    let last = Float(heights.count - 1)
    return heights.enumerated().map { Point(Float($0) / last, base - $1) }
      + [Point(1, base + 0.02), Point(0, base + 0.02)]
  }
}

/// A range of mountains: peaks with a lit and a dark side, and snow.
struct Mountains: Sendable {
  /// A peak: its place, height and half width in the picture, and 8 random numbers for its edges.
  struct Peak: Sendable {
    let middle: Float
    let height: Float
    let reach: Float
    let jitter: [Float]
  }

  let distance: Float
  let colour: Colour
  /// The share of the height above which snow lies; none from 1 on.
  let snowline: Float
  let peaks: [Peak]

  /// Draws a range; `height` is that of the highest peak, in the picture.
  init(
    _ view: View, distance: Float, height: Float, snowline: Float, _ random: inout SceneRandom
  ) {
    self.distance = distance
    self.snowline = snowline
    let tone = random.within(-0.03...0.03)
    colour =
      random.one(of: [
        Colour(0.42, 0.43, 0.47): 0.6, Colour(0.47, 0.42, 0.40): 0.25,
        Colour(0.36, 0.42, 0.38): 0.15,
      ]) + tone
    let count = random.count(3...5)
    let offset = random.within(-0.1...0.1)
    peaks = (0..<count).map { index in
      let middle = (Float(index) + random.within(0.15...0.85)) / Float(count) * 1.3 - 0.15 + offset
      let height = height * random.within(0.45...1)
      return Peak(
        middle: middle, height: height, reach: height * random.within(1.2...1.9) + 0.06,
        jitter: (0..<8).map { _ in random.bell() })
    }.sorted { $0.height < $1.height }
  }

  func draw(on canvas: inout Canvas, _ view: View) {
    let base = view.camera.horizon + 0.004
    // The light of a far range comes from a side, whatever its height.
    let side: Float = view.light.source.x < 0 ? -1 : 1
    let bright = view.seen(colour, facing: Vector(side * 0.7, 0.5, -0.5), at: distance)
    let dark = view.seen(colour * 0.86, facing: Vector(-side * 0.8, 0.3, -0.1), at: distance)
    let foot = view.light.hazed(bright, at: distance * 1.6)
    let snow = Colour(0.96, 0.97, 1.0)
    let white = view.seen(snow, facing: Vector(side * 0.7, 0.5, -0.5), at: distance * 0.7)
    let blue = view.seen(snow * 0.86, facing: Vector(-side * 0.8, 0.3, -0.1), at: distance * 0.7)
    for peak in peaks {
      let jitter = peak.jitter
      let top = Point(peak.middle, base - peak.height)
      func along(_ share: Float, _ direction: Float, _ bump: Float) -> Point {
        Point(
          peak.middle + direction * peak.reach * share,
          base - peak.height * (1 - share) + bump * peak.height * 0.045)
      }
      func flank(_ direction: Float, _ first: Int) -> [Point] {
        [
          along(0.16, direction, jitter[first]), along(0.34, direction, jitter[first + 1]),
          along(0.58, direction, jitter[first + 2]), along(0.8, direction, jitter[first]),
        ]
      }
      // The spine between the sides runs down the middle in a zigzag.
      let spine = [0.22, 0.45, 0.7, 1].enumerated().map { index, share in
        Point(
          peak.middle + jitter[6] * peak.reach * 0.12 * Float(share)
            + (index % 2 == 0 ? 0.055 : -0.035) * peak.reach,
          base - peak.height * (1 - Float(share)))
      }
      let (left, right) = (flank(-1, 0), flank(1, 3))
      let whole =
        [top] + right + [along(1, 1, 0), along(1, -1, 0)] + left.reversed()
      let foot = Wash(bright, at: top, foot, at: Point(top.x, base))
      canvas.fill(whole, foot.grained(0.05, Point(150, 190)), .mountain)
      let shadow = side > 0 ? left + [along(1, -1, 0)] : right + [along(1, 1, 0)]
      let shade = Wash(dark, at: top, foot.end, at: Point(top.x, base + peak.height * 0.35))
      canvas.fill([top] + shadow + spine.reversed(), shade.grained(0.05, Point(150, 190)), nil)
      guard snowline < 1 else { continue }
      let depth = (1 - snowline) * (0.85 + 0.15 * jitter[7])
      func edge(_ direction: Float) -> [Point] {
        [
          along(depth * 0.5, direction, jitter[3] * 0.5), along(depth, direction, 0),
          Point(
            peak.middle + direction * peak.reach * depth * 0.62,
            base - peak.height * (1 - depth * 0.78)),
          Point(
            peak.middle + direction * peak.reach * depth * 0.34, base - peak.height * (1 - depth)),
        ]
      }
      let tip = Point(spine[0].x, base - peak.height * (1 - depth * 0.72))
      canvas.fill([top] + edge(side) + [tip], white, nil)
      canvas.fill([top] + edge(-side) + [tip], blue, nil)
    }
  }
}
