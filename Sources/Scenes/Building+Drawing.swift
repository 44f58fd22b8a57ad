extension Building {
  func draw(on canvas: inout Canvas, _ view: View) {
    for part in parts {
      if part.isRound {
        drawRound(part, on: &canvas, view)
      } else {
        for side in Side.allCases where isSeen(part, side, view) {
          drawWall(part, side, on: &canvas, view)
        }
      }
      drawCover(part, on: &canvas, view)
    }
  }

  private func isSeen(_ part: Part, _ side: Side, _ view: View) -> Bool {
    let way = Position(0, view.camera.height, 0) - onWall(part, side, 0, part.bottom)
    return way.dot(normal(side)) > 0
  }

  private func width(_ part: Part, _ side: Side) -> Float {
    side == .front || side == .back ? part.reach.x : part.reach.y
  }

  private func drawWall(_ part: Part, _ side: Side, on canvas: inout Canvas, _ view: View) {
    let half = width(part, side)
    let normal = normal(side)
    let colour = view.seen(part.colour, facing: normal, at: position.z)
    func point(_ across: Float, _ y: Float) -> Point {
      view.camera.point(onWall(part, side, across, y))
    }
    var outline = [
      point(-half, part.bottom), point(-half, part.top), point(half, part.top),
      point(half, part.bottom),
    ]
    switch (part.cover, side) {
    case (.gable(let rise), .front), (.gable(let rise), .back),
      (.saddle(let rise), .left), (.saddle(let rise), .right):
      outline.insert(point(0, part.top + rise), at: 2)
    default: break
    }
    // Walls are a little darker at the foot, where the ground takes light away.
    canvas.fill(
      outline,
      Wash(colour * 1.03, at: point(0, part.height), colour * 0.86, at: point(0, part.bottom))
        .grained(0.045, Point(420, 620)), part.concept)
    if case .battlements = part.cover {
      drawMerlons(part, side, colour, on: &canvas, view)
    } else {
      let eaves = [
        point(-half, part.top), point(half, part.top), point(half, part.top - 0.35),
        point(-half, part.top - 0.35),
      ]
      if side == .left || side == .right { canvas.fill(eaves, colour * 0.78, nil) }
    }
    for opening in part.openings where opening.side == side {
      drawOpening(opening, part, on: &canvas, view)
    }
  }

  private func drawMerlons(
    _ part: Part, _ side: Side, _ colour: Colour, on canvas: inout Canvas, _ view: View
  ) {
    let half = width(part, side)
    let count = max(2, Int(half * 2 / 1.6))
    for index in 0..<count {
      let left = -half + (Float(index) * 2 + 0.5) * half / Float(count)
      let right = left + half / Float(count) * 1.1
      canvas.fill(
        [
          view.camera.point(onWall(part, side, left, part.top - 0.05)),
          view.camera.point(onWall(part, side, left, part.top + 0.8)),
          view.camera.point(onWall(part, side, right, part.top + 0.8)),
          view.camera.point(onWall(part, side, right, part.top - 0.05)),
        ], colour, part.concept)
    }
  }

  func drawOpening(
    _ opening: Opening, _ part: Part, on canvas: inout Canvas, _ view: View
  ) {
    let frame: Float = opening.concept == .door ? 0.22 : 0.13
    func outline(_ grow: Float) -> [Point] {
      Self.outline(opening, grow: grow).map { corner in
        view.camera.point(
          onWall(part, opening.side, opening.across + corner.x, opening.sill + corner.y))
      }
    }
    let normal = normal(opening.side)
    canvas.fill(
      outline(frame), view.seen(frameColour, facing: normal, at: position.z), part.concept)
    let hole = outline(0)
    let low = view.camera.point(onWall(part, opening.side, opening.across, opening.sill))
    let high = view.camera.point(
      onWall(part, opening.side, opening.across, opening.sill + opening.height))
    if opening.concept == .door {
      let colour = view.seen(doorColour, facing: normal, at: position.z)
      canvas.fill(hole, Wash(colour * 0.74, at: high, colour * 1.05, at: low), .door)
    } else if view.light.isDark {
      canvas.fill(
        hole, Wash(Colour(1.0, 0.86, 0.47), at: high, Colour(0.98, 0.72, 0.30), at: low), .window)
    } else {
      let glass = view.light.middle.mixed(Colour(0.10, 0.14, 0.22), 0.72)
      canvas.fill(hole, Wash(glass * 0.75, at: high, glass * 1.3, at: low), .window)
    }
  }

  /// An opening's corners, across and up from the middle of its sill.
  private static func outline(_ opening: Opening, grow: Float) -> [Point] {
    let (half, height) = (opening.width / 2 + grow, opening.height + grow)
    let foot = opening.concept == .door ? 0 : -grow
    switch opening.head {
    case .flat:
      return [Point(-half, foot), Point(-half, height), Point(half, height), Point(half, foot)]
    case .round:
      let arch = Ellipse.unit[0...10].map { Point($0.x * half, height - half + $0.y * half) }
      return [Point(half, foot)] + arch + [Point(-half, foot)]
    case .pointed:
      let spring = height - half * 1.7
      let arch = [
        Point(half, spring), Point(half * 0.90, spring + half * 0.62),
        Point(half * 0.58, spring + half * 1.2), Point(0, height),
        Point(-half * 0.58, spring + half * 1.2), Point(-half * 0.90, spring + half * 0.62),
        Point(-half, spring),
      ]
      return [Point(half, foot)] + arch + [Point(-half, foot)]
    case .rose:
      return Ellipse.around(Point(0, opening.height / 2), Point(half, half))
    }
  }

  private func drawRound(_ part: Part, on canvas: inout Canvas, _ view: View) {
    let foot = view.camera.point(world(part.middle.x, part.bottom, part.middle.y))
    let distance = world(part.middle.x, 0, part.middle.y).z
    let scale = view.camera.zoom / distance
    let head = foot - Point(0, (part.top - part.bottom) * scale)
    let (below, above) = (part.reach.x * scale, part.reach.x * part.taper * scale)
    // The lower edge is curved: the eye looks down on the ground.
    let sag = below * view.camera.height / distance * 1.2
    func band(_ from: Float, _ to: Float, _ colour: Colour) {
      func ring(_ share: Float) -> (Point, Float) {
        (foot + (head - foot) * share, below + (above - below) * share)
      }
      let (low, high) = (ring(from), ring(to))
      let curve = Ellipse.unit[0...10].map { low.0 + Point($0.x * low.1, $0.y * sag) }
      let outline =
        [high.0 + Point(high.1, 0)] + curve + [high.0 - Point(high.1, 0)]
      let side: Float = view.light.source.x < 0 ? -1 : 1
      let bright = view.seen(
        colour, facing: Vector(side * 0.75, 0.1, -0.6).normalized, at: distance)
      let dark = view.seen(colour * 0.85, facing: Vector(-side, 0, 0), at: distance)
      canvas.fill(
        outline,
        Wash(
          bright, at: foot + Point(side * below * 0.5, 0), dark,
          at: foot - Point(side * below * 0.9, 0)
        ).grained(0.045, Point(420, 620)), part.concept)
    }
    band(0, 1, part.colour)
    if part.bands > 0 {
      let height = part.top - part.bottom
      for level in stride(from: part.bands, to: height - 0.1, by: part.bands * 2) {
        band(level / height, min((level + part.bands) / height, 1), Colour(0.93, 0.92, 0.90))
      }
    }
    for opening in part.openings {
      drawOpening(opening, part, on: &canvas, view)
    }
    if case .battlements = part.cover {
      let colour = view.seen(part.colour, facing: Vector(0, 0, -1), at: distance)
      for index in 0..<4 {
        let left = head.x - above + Float(index) * above * 0.56
        canvas.fill(
          [
            Point(left, head.y + 0.002), Point(left, head.y - 0.8 * scale),
            Point(left + above * 0.32, head.y - 0.8 * scale),
            Point(left + above * 0.32, head.y + 0.002),
          ], colour, part.concept)
      }
    }
  }
}
