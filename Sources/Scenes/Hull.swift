/// The smallest convex polygon around points (Andrew's monotone chain).
enum Hull {
  static func around(_ points: [Point]) -> [Point] {
    let sorted = points.sorted { ($0.x, $0.y) < ($1.x, $1.y) }
    let (lower, upper) = (chain(sorted), chain(sorted.reversed()))
    return lower.dropLast() + upper.dropLast()
  }

  private static func chain(_ points: [Point]) -> [Point] {
    var hull: [Point] = []
    for point in points {
      while hull.count > 1 {
        let (first, second) = (hull[hull.count - 2], hull[hull.count - 1])
        let (edge, way) = (second - first, point - first)
        guard edge.x * way.y - edge.y * way.x <= 0 else { break }
        hull.removeLast()
      }
      hull.append(point)
    }
    return hull
  }
}
