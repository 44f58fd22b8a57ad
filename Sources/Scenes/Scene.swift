package import Pictures
package import Units

/// A small landscape, drawn from a seed: what stands where, in which light.
///
/// The same category and seed are the same scene on every machine.
package struct Scene: Sendable {
  package let category: Category
  package let seed: UInt64
  let view: View
  let sky: Sky
  /// Mountains and hills, far ones first.
  var mountains: [Mountains] = []
  var hills: [Hills] = []
  /// The land beyond water, the edge of a harbour, and what stands on it; water mirrors all.
  var farGround: [Ground] = []
  var quay: Wharf?
  var far: [Figure] = []
  /// The plane and what lies on it, in the order of painting.
  var ground: [Ground] = []
  /// What stands on the plane.
  var near: [Figure] = []

  init(_ category: Category, seed: UInt64, _ view: View, _ random: inout SceneRandom) {
    (self.category, self.seed, self.view) = (category, seed, view)
    sky = Sky(view, &random)
  }

  /// Paints the scene.
  ///
  /// - Parameter size: Width and height in pixels.
  /// - Returns: The picture, and for each pixel the concept that covers at least half of it.
  package func rendered(size: Int) -> (picture: Picture, labels: LabelMap) {
    precondition(size > 0, "a scene of \(size) pixels")
    var canvas = Canvas(size: size)
    sky.draw(on: &canvas, view)
    for range in mountains { range.draw(on: &canvas, view) }
    for hill in hills { hill.draw(on: &canvas, view) }
    for part in farGround { part.draw(on: &canvas, view) }
    quay?.draw(on: &canvas, view)
    for figure in far.sorted(by: { $0.distance > $1.distance }) { figure.draw(on: &canvas, view) }
    for part in ground { part.draw(on: &canvas, view) }
    for figure in near { figure.cast(on: &canvas, view) }
    canvas.applyShadows(view.light.shadow)
    for figure in near.sorted(by: { $0.distance > $1.distance }) { figure.draw(on: &canvas, view) }
    return (canvas.picture, LabelMap(grid: Grid(height: size, width: size), numbers: canvas.labels))
  }
}
