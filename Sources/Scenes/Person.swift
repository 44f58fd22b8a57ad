/// A person who stands, walks or skis.
struct Person: Sendable {
  let position: Position
  let coat: Colour
  let trousers: Colour
  let skin: Colour
  let isSkiing: Bool
  /// -1 or 1: where he looks.
  let heading: Float

  init(at position: Position, isSkiing: Bool = false, _ random: inout SceneRandom) {
    self.position = position
    self.isSkiing = isSkiing
    coat = random.one(of: [
      Colour(0.82, 0.18, 0.16), Colour(0.95, 0.72, 0.16), Colour(0.16, 0.36, 0.72),
      Colour(0.86, 0.44, 0.62), Colour(0.92, 0.91, 0.88), Colour(0.20, 0.52, 0.36),
    ])
    trousers = random.one(of: [
      Colour(0.18, 0.20, 0.30), Colour(0.38, 0.28, 0.20), Colour(0.30, 0.34, 0.40),
    ])
    skin = random.one(of: [
      Colour(0.92, 0.74, 0.62), Colour(0.74, 0.54, 0.40), Colour(0.48, 0.33, 0.24),
    ])
    heading = random.side()
  }

  func cast(on canvas: inout Canvas, _ view: View) {
    guard let slant = view.light.slant else { return }
    let (x, z) = (position.x, position.z)
    canvas.cast(
      [
        Position(x - 0.3, 0, z), Position(x + 0.3, 0, z),
        Position(x + 0.2 + slant.x * 1.7, 0, max(z + slant.y * 1.7, 1)),
        Position(x - 0.2 + slant.x * 1.7, 0, max(z + slant.y * 1.7, 1)),
      ].map(view.camera.point))
  }

  func draw(on canvas: inout Canvas, _ view: View) {
    let foot = view.camera.point(position)
    let scale = view.camera.zoom / position.z
    func seen(_ colour: Colour) -> Colour {
      view.seen(colour, facing: Vector(0, 0.3, -0.9), at: position.z)
    }
    func shape(_ corners: [(Float, Float)], _ colour: Colour) {
      canvas.fill(
        corners.map { foot + Point($0.0 * heading, -$0.1) * scale }, seen(colour), .person)
    }
    if isSkiing {
      shape(
        [(-0.9, 0.02), (-0.9, 0.12), (1.0, 0.12), (1.15, 0.28), (1.05, 0.02)],
        Colour(0.2, 0.2, 0.24))
    }
    shape([(-0.30, 0.05), (-0.24, 0.95), (0.02, 0.95), (-0.02, 0.05)], trousers)
    shape([(0.06, 0.05), (-0.02, 0.95), (0.24, 0.95), (0.34, 0.05)], trousers * 0.9)
    shape([(-0.32, 0.85), (-0.30, 1.42), (0.0, 1.55), (0.30, 1.42), (0.32, 0.85)], coat)
    shape([(-0.44, 0.80), (-0.32, 1.42), (-0.18, 1.40), (-0.28, 0.80)], coat * 0.86)
    shape([(0.44, 0.80), (0.32, 1.42), (0.18, 1.40), (0.28, 0.80)], coat * 0.95)
    let head = foot - Point(0, 1.70 * scale)
    canvas.fill(Ellipse.circle(head, 0.2 * scale), seen(skin), .person)
    canvas.fill(
      Ellipse.unit[10...19].map { head + ($0 * 0.22 - Point(0, 0.03)) * scale }
        + [head + Point(0.21, -0.03) * scale], seen(isSkiing ? coat : trousers), .person)
  }
}
