/// A fence of boards between two positions.
struct Fence: Sendable {
  let from: Position
  let to: Position
  let height: Float
  let colour: Colour
  /// Rails with posts rather than boards side by side.
  let isOpen: Bool

  var position: Position { from.middle(to: to) }

  func draw(on canvas: inout Canvas, _ view: View) {
    func point(_ share: Float, _ y: Float) -> Point {
      view.camera.point(from + (to - from) * share + Vector(0, y, 0))
    }
    func seen(_ share: Float, _ level: Float) -> Colour {
      let distance = from.z + (to.z - from.z) * share
      return view.seen(colour * level, facing: Vector(0, 0.2, -0.95), at: distance)
    }
    let way = to - from
    let length = way.length
    let spacing: Float = isOpen ? 2.2 : 0.42
    let count = max(1, min(160, Int(length / spacing)))
    if isOpen {
      for rail in [Float(0.42), 0.84] {
        canvas.fill(
          [
            point(0, height * rail + 0.11), point(1, height * rail + 0.11),
            point(1, height * rail - 0.11), point(0, height * rail - 0.11),
          ],
          Wash(seen(0, 0.92), at: point(0, 0), seen(1, 0.92), at: point(1, 0)), .fence)
      }
    } else {
      canvas.fill(
        [point(0, height * 0.86), point(1, height * 0.86), point(1, 0), point(0, 0)],
        Wash(seen(0, 0.72), at: point(0, 0), seen(1, 0.72), at: point(1, 0)), .fence)
    }
    let half = (isOpen ? 0.13 : 0.15) / length
    // Far posts first: the near ones lie over them.
    let steps = from.z > to.z ? Array(0...count) : (0...count).reversed()
    for step in steps {
      let share = Float(step) / Float(count)
      canvas.fill(
        [
          point(share - half, 0), point(share - half, height * 0.94), point(share, height),
          point(share + half, height * 0.94), point(share + half, 0),
        ], seen(share, 1.05), .fence)
    }
  }
}
