/// A boat on the water, with its reflection.
struct Boat: Sendable {
  /// What the boat is for, which decides its hull, mast and sail.
  enum Kind: Sendable { case rowing, sailing, fishing }

  let kind: Kind
  let position: Position
  /// In metres.
  let length: Float
  /// -1 or 1: where its bow points.
  let heading: Float
  let colour: Colour
  let sail: Colour

  func draw(on canvas: inout Canvas, _ view: View) {
    let foot = view.camera.point(position)
    let scale = view.camera.zoom / position.z
    func shape(_ corners: [Point], _ colour: Colour) {
      let seen = view.seen(colour, facing: Vector(0, 0.35, -0.9), at: position.z)
      let mirrored = seen.mixed(view.light.lit(Colour(0.16, 0.30, 0.42)), 0.55)
      canvas.fill(
        corners.map { foot + Point($0.x * heading, $0.y * 0.55) * scale }, mirrored, .water)
      canvas.fill(corners.map { foot + Point($0.x * heading, -$0.y) * scale }, seen, .boat)
    }
    let l = length
    switch kind {
    case .rowing: break
    case .sailing:
      shape(
        [Point(0, 0.4), Point(0, l * 1.28), Point(l * 0.03, l * 1.28), Point(l * 0.03, 0.4)],
        Colour(0.35, 0.25, 0.18))
      shape(
        [Point(-l * 0.02, l * 0.26), Point(-l * 0.02, l * 1.2), Point(-l * 0.44, l * 0.26)], sail)
      shape(
        [Point(l * 0.06, l * 0.24), Point(l * 0.06, l * 1.05), Point(l * 0.42, l * 0.24)],
        sail * 0.9)
    case .fishing:
      shape(
        [
          Point(-l * 0.26, 0.3), Point(-l * 0.26, l * 0.42), Point(l * 0.04, l * 0.42),
          Point(l * 0.04, 0.3),
        ], sail)
      shape(
        [
          Point(-l * 0.20, l * 0.28), Point(-l * 0.20, l * 0.37), Point(-l * 0.02, l * 0.37),
          Point(-l * 0.02, l * 0.28),
        ], Colour(0.20, 0.26, 0.34))
      shape(
        [
          Point(l * 0.14, 0.3), Point(l * 0.14, l * 0.66), Point(l * 0.18, l * 0.66),
          Point(l * 0.18, 0.3),
        ], Colour(0.35, 0.25, 0.18))
    }
    shape(
      [
        Point(-l * 0.44, 0), Point(-l * 0.5, l * 0.15), Point(l * 0.2, l * 0.15),
        Point(l * 0.54, l * 0.22), Point(l * 0.36, 0),
      ], colour)
    shape(
      [
        Point(-l * 0.5, l * 0.13), Point(-l * 0.5, l * 0.17), Point(l * 0.2, l * 0.17),
        Point(l * 0.55, l * 0.24), Point(l * 0.52, l * 0.19),
      ], Colour(0.94, 0.92, 0.86))
  }
}
