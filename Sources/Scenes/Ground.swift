/// A part of the plane with a surface of its own: a path, a field, a lake.
struct Ground: Sendable {
  let outline: [Point]
  let concept: Concept
  let colour: Colour
  let patch: Colour
  var grain: Float = 0.06
  var furrow: Float = 0
  var across = Point(1, 0)
  /// The height of the far shore in the picture; set for water, which mirrors what is above it.
  var shore: Float?
  /// How far ripples push a mirrored colour, in the picture.
  var ripples: Float = 0.02

  /// The whole plane.
  init(_ view: View, _ concept: Concept, _ colour: Colour, _ patch: Colour) {
    let horizon = view.camera.horizon
    outline = [Point(0, horizon), Point(1, horizon), Point(1, 1), Point(0, 1)]
    (self.concept, self.colour, self.patch) = (concept, colour, patch)
  }

  init(_ outline: [Point], _ concept: Concept, _ colour: Colour, _ patch: Colour) {
    (self.outline, self.concept, self.colour, self.patch) = (outline, concept, colour, patch)
  }

  /// A path from a position to the lower edge of the picture.
  ///
  /// `drift` is where it leaves the picture, in metres to the right of the eye; `bend`, how far its
  /// middle is pushed sideways.
  init(
    pathFrom start: Position, width: Float, drift: Float, bend: Float, _ view: View,
    _ colour: Colour
  ) {
    let end = view.camera.foreground * 0.8
    let steps = 20
    var (left, right): ([Point], [Point]) = ([], [])
    for step in 0...steps {
      // Even steps in the picture are even steps of 1 / distance.
      let share = Float(step) / Float(steps)
      let distance = 1 / (1 / start.z + (1 / end - 1 / start.z) * share)
      let way = (start.z - distance) / (start.z - end)
      let x = start.x + (drift - start.x) * way * way + bend * way * (1 - way) * 4
      left.append(view.camera.point(Position(x - width / 2, 0, distance)))
      right.append(view.camera.point(Position(x + width / 2, 0, distance)))
    }
    self.init(left + right.reversed(), .path, colour, colour * 0.9)
    grain = 0.09
  }

  func draw(on canvas: inout Canvas, _ view: View) {
    if let shore {
      let tint = view.light.lit(colour).mixed(view.light.middle, 0.25)
      canvas.mirror(outline, about: shore, tint: tint, clearness: (0.72, 0.22), ripples: ripples)
    } else {
      canvas.fill(
        outline,
        GroundPaint(
          camera: view.camera, light: view.light, colour: view.light.lit(colour),
          patch: view.light.lit(patch), grain: grain, furrow: furrow, across: across), concept)
    }
  }
}
