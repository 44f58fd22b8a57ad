/// A union of discs that looks like something round: a cloud, the crown of a tree, a bush.
struct Lumps: Sendable {
  /// Middles, and the radii as third element, in the picture.
  var discs: [SIMD3<Float>]
  let bright: Colour
  let dark: Colour
  /// The direction to the light in the picture.
  let light: Point
  /// How far the grain moves the edge, in the picture, and how fine it is.
  let roughness: Float
  let fineness: Float
  /// How wide the edge is beyond a pixel, in the picture.
  var softness: Float = 0
  /// Nothing is painted below this height, if any.
  var floor: Float?

  /// Paints the lumps; only pixels that are at least half covered take the concept.
  func draw(on canvas: inout Canvas, _ concept: Concept, opacity: Float = 1) {
    guard let first = discs.first else { return }
    var (low, high) = (Point(first.x, first.y), Point(first.x, first.y))
    for disc in discs {
      low = pointwiseMin(low, Point(disc.x, disc.y) - disc.z)
      high = pointwiseMax(high, Point(disc.x, disc.y) + disc.z)
    }
    let (middle, reach) = ((low + high) / 2, (high - low) / 2)
    let size = Float(canvas.size)
    let edge = softness + 1 / size
    low -= roughness + edge
    high += roughness + edge
    let columns = Self.pixels(low.x, high.x, canvas.size)
    for row in Self.pixels(low.y, min(high.y, floor ?? high.y), canvas.size) {
      for column in columns {
        let point = canvas.middle(column, row)
        var (depth, offset) = (-Float.infinity, Point.zero)
        for disc in discs {
          let way = point - Point(disc.x, disc.y)
          let inside = (disc.z * disc.z - way.x * way.x - way.y * way.y) / (2 * disc.z)
          if inside > depth {
            depth = inside
            offset = way / disc.z
          }
        }
        guard depth > -roughness - edge else { continue }
        let grain = Grain[point.x * fineness, point.y * fineness]
        depth += roughness * grain
        var share = min(max(depth / edge + 0.5, 0), 1)
        if let floor { share *= min(max((floor - point.y) / edge + 0.5, 0), 1) }
        guard share > 0.01 else { continue }
        // Each lump is a ball, and the whole is one: the light falls on both.
        let whole = (point - middle) / reach
        let facing =
          (offset.x * light.x + offset.y * light.y) * 0.35
          + (whole.x * light.x + whole.y * light.y) * 0.45
        let amount = min(max(0.5 + facing + 0.12 * grain, 0), 1)
        canvas.blend(
          dark.mixed(bright, amount), share * opacity, concept, at: row * canvas.size + column)
      }
    }
  }

  private static func pixels(_ low: Float, _ high: Float, _ size: Int) -> Range<Int> {
    let first = min(max(Int(low * Float(size)), 0), size)
    return first..<max(first, min(Int(high * Float(size)) + 1, size))
  }
}
