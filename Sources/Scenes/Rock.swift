/// A boulder, or a table mountain in a desert.
struct Rock: Sendable {
  let position: Position
  let width: Float
  let height: Float
  let colour: Colour
  var isTable = false
  /// 7 random numbers for its outline.
  let jitter: [Float]

  func cast(on canvas: inout Canvas, _ view: View) {
    guard let slant = view.light.slant else { return }
    let tip = Point(slant.x, slant.y) * height * 0.7
    canvas.cast(
      Ellipse.unit.map { corner in
        view.camera.point(
          Position(
            position.x + tip.x * 0.6 + corner.x * (width * 0.5 + abs(tip.x) * 0.5), 0,
            max(position.z + tip.y * 0.6 + corner.y * (width * 0.3 + abs(tip.y) * 0.4), 1)))
      })
  }

  func draw(on canvas: inout Canvas, _ view: View) {
    let foot = view.camera.point(position)
    let scale = view.camera.zoom / position.z
    func point(_ x: Float, _ y: Float, _ bump: Int) -> Point {
      foot
        + Point(x * width * (1 + 0.10 * jitter[bump]), -y * height * (1 + 0.10 * jitter[6 - bump]))
        * scale
    }
    let outline =
      isTable
      ? [
        point(-0.5, 0, 0), point(-0.40, 0.34, 1), point(-0.33, 0.45, 2), point(-0.30, 0.97, 3),
        point(0.29, 1, 3), point(0.33, 0.46, 4), point(0.41, 0.32, 5), point(0.52, 0, 6),
      ]
      : [
        point(-0.5, -0.02, 0), point(-0.46, 0.42, 1), point(-0.24, 0.86, 2), point(0.10, 1, 3),
        point(0.36, 0.76, 4), point(0.5, 0.32, 5), point(0.48, -0.03, 6),
      ]
    let side: Float = view.light.source.x < 0 ? -1 : 1
    let bright = view.seen(colour, facing: Vector(side * 0.5, 0.6, -0.6).normalized, at: position.z)
    let dark = view.seen(colour * 0.84, facing: Vector(-side * 0.9, 0.1, -0.2), at: position.z)
    canvas.fill(
      outline, Wash(bright * 1.05, at: outline[3], bright * 0.85, at: foot).grained(0.08),
      isTable ? .mountain : .rock)
    let spine = [point(0.02, 0.55, 3), point(-0.04, 0, 2)]
    let shadow =
      side > 0
      ? [outline[0], outline[1], outline[2], outline[3]] + spine
      : Array(outline[3...].dropFirst(0)) + spine.reversed()
    canvas.fill(shadow, Wash(dark).grained(0.08), nil)
  }
}
