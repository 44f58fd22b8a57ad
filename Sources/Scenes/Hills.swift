/// A rise of the ground behind the plane: a hill, a dune, a far wood.
struct Hills: Sendable {
  let heights: [Float]
  let distance: Float
  let colour: Colour
  let concept: Concept
  /// How far below the horizon the hill reaches, in the picture.
  var sink: Float = 0.01

  /// A gentle line that rises at most about `height`.
  init(
    distance: Float, height: Float, colour: Colour, concept: Concept, _ random: inout SceneRandom
  ) {
    (self.distance, self.colour, self.concept) = (distance, colour, concept)
    let ends = (random.unit() * height, random.unit() * height)
    heights = Ridge.line(
      from: ends.0, to: ends.1, amplitude: height * 0.45, roughness: 0.42, steps: 5, &random
    ).map { max($0, height * 0.12) }
  }

  /// A far wood: crowns side by side, pointed or round.
  init(
    wood distance: Float, height: Float, colour: Colour, isPointed: Bool,
    _ random: inout SceneRandom
  ) {
    (self.distance, self.colour, concept) = (distance, colour, .tree)
    let line = Ridge.line(
      from: random.unit() * height, to: random.unit() * height, amplitude: height * 0.5,
      roughness: 0.5, steps: 4, &random)
    // Each crown spans 8 places of the outline.
    let crowns = (0..<26).map { _ in random.within(0.4...1) * height * 0.8 }
    heights = (0...208).map { place in
      let way = Float(place % 8) / 8
      let across = abs(way - 0.5) * 2
      let shape = isPointed ? 1 - across * 0.75 : 1 - across * across * 0.5
      let slow = Float(place) / 208 * Float(line.count - 1)
      let index = min(Int(slow), line.count - 2)
      let ground = line[index] + (line[index + 1] - line[index]) * (slow - Float(index))
      return max(ground, 0) * 0.5 + crowns[min(place / 8, crowns.count - 1)] * shape
    }
  }

  func draw(on canvas: inout Canvas, _ view: View) {
    let base = view.camera.horizon + sink
    let tallest = heights.max() ?? 0
    let top = view.seen(colour, facing: Vector(0, 0.9, -0.45), at: distance)
    let foot =
      concept == .tree
      ? view.seen(colour * 0.7, at: distance * 0.9) : view.seen(colour * 0.93, at: distance * 0.6)
    let paint = Wash(top, at: Point(0, base - tallest), foot, at: Point(0, base))
    canvas.fill(
      Ridge.area(heights, base: base),
      paint.grained(concept == .tree ? 0.12 : 0.05, Point(220, 420)), concept)
  }
}
