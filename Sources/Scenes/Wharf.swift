/// The stone edge of a harbour, with the pavement above it.
struct Wharf: Sendable {
  /// Heights in the picture: where the pavement begins, and the waterline.
  let top: Float
  let foot: Float

  func draw(on canvas: inout Canvas, _ view: View) {
    let distance = view.camera.distance(atGround: foot)
    let edge = foot - 1.1 * view.camera.zoom / distance
    let stone = Colour(0.62, 0.58, 0.53)
    let pavement = view.seen(stone * 1.2, at: distance)
    canvas.fill(
      [Point(0, top - 0.01), Point(1, top - 0.01), Point(1, edge), Point(0, edge)], pavement, .path)
    let front = view.seen(stone, facing: Vector(0, 0, -1), at: distance)
    canvas.fill(
      [Point(0, edge), Point(1, edge), Point(1, foot), Point(0, foot)],
      Wash(front, at: Point(0, edge), front * 0.7, at: Point(0, foot)).grained(0.1), .wall)
  }
}
