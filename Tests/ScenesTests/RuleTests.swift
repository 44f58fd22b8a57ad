import Scenes
import Units
import Testing

/// The rules of the world that a generator can learn and an experiment can find.
@Suite struct RuleTests {
  private static let seeds = UInt64(0)..<60

  /// The concepts of the pixels around each pixel of a concept, and how often they are there.
  private func neighbours(
    of concept: Concept, in labels: LabelMap, at steps: [(Int, Int)]
  ) -> [Concept: Int] {
    var counts: [Concept: Int] = [:]
    for y in 0..<labels.grid.width {
      for x in 0..<labels.grid.width where labels[x, y] == concept {
        for (right, down) in steps {
          let (column, row) = (x + right, y + down)
          guard 0..<labels.grid.width ~= column, 0..<labels.grid.width ~= row else { continue }
          let other = labels[column, row]
          if other != concept { counts[other, default: 0] += 1 }
        }
      }
    }
    return counts
  }

  private static let around = [(-1, 0), (1, 0), (0, -1), (0, 1)]

  @Test func `every church has a door, in a wall`() {
    for seed in Self.seeds {
      let labels = Scene(.church, seed: seed).rendered(size: 128).labels
      #expect(labels.area(of: .door) > 0.001, "seed \(seed)")
      let sides = neighbours(of: .door, in: labels, at: [(-1, 0), (1, 0), (0, -1)])
      #expect(
        sides.keys.contains(.wall) || sides.keys.contains(.tower), "seed \(seed): \(sides)")
      // Only what stands before a door may hide its edge.
      let allowed: Set<Concept> = [.wall, .tower, .tree, .path, .grass, .snow, .window]
      #expect(Set(sides.keys).isSubset(of: allowed), "seed \(seed): \(sides)")
    }
  }

  @Test func `doors stand at the foot of walls, and a path leads to them`() {
    for seed in Self.seeds {
      let labels = Scene(.church, seed: seed).rendered(size: 128).labels
      let below = neighbours(of: .door, in: labels, at: [(0, 1)])
      let path = below[.path, default: 0]
      #expect(path > 0, "seed \(seed): \(below)")
      #expect(Double(path) > 0.5 * Double(below.values.reduce(0, +)), "seed \(seed): \(below)")
    }
  }

  @Test(arguments: [Category.church, .farm, .village, .castle])
  func `windows are in walls`(category: Category) {
    // Large, because the wall between a window and the corner can be thinner than a small pixel.
    for seed in UInt64(0)..<16 {
      let labels = Scene(category, seed: seed).rendered(size: 640).labels
      let sides = neighbours(of: .window, in: labels, at: Self.around)
      for outside in [Concept.sky, .cloud, .mountain, .grass, .snow, .path, .water] {
        // The corner of what hides a window may meet what lies behind the wall by a pixel.
        #expect(sides[outside, default: 0] <= 3, "\(category) \(seed): \(outside), \(sides)")
      }
    }
  }

  @Test(arguments: [Category.church, .meadow, .forest])
  func `trees stand on the ground`(category: Category) {
    for seed in Self.seeds {
      let labels = Scene(category, seed: seed).rendered(size: 64).labels
      // In every column, the last pixel of a tree has ground, a building or a fence below it.
      for x in 0..<labels.grid.width {
        guard let foot = (0..<labels.grid.width).last(where: { labels[x, $0] == .tree }) else {
          continue
        }
        guard foot + 1 < labels.grid.width else { continue }
        #expect(![.cloud, .sun, .moon].contains(labels[x, foot + 1]), "\(category) \(seed)")
      }
    }
  }

  @Test func `a church takes a good part of its picture`() {
    for seed in Self.seeds {
      let labels = Scene(.church, seed: seed).rendered(size: 64).labels
      let building = [Concept.wall, .tower, .roof, .dome, .door, .window]
      let area = building.map { labels.area(of: $0) }.reduce(0, +)
      #expect(0.04...0.5 ~= area, "seed \(seed): \(area)")
    }
  }
}
