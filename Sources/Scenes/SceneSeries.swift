import Dispatch
package import Pictures
import Synchronization
package import Units

/// Scenes with seeds in a row, rendered on all cores.
package struct SceneSeries {
  /// A scene as it is written.
  package struct Entry: Sendable {
    package let category: Category
    package let picture: Picture
    package let labels: LabelMap
    /// What chance gave it under a name; nothing in a series of several categories.
    let draws: [SceneDraw]
  }

  let category: Category?
  let seed: UInt64
  let size: Int

  /// Begins a series.
  ///
  /// - Parameters:
  ///   - category: The category of all scenes; nil for all categories in turn.
  ///   - seed: The seed of scene 0.
  ///   - size: The width and height of the pictures in pixels.
  package init(category: Category?, seed: UInt64, size: Int) {
    self.category = category
    self.seed = seed
    self.size = size
  }

  /// How many scenes are kept in memory at a time: about 16 MB.
  package var batchSize: Int { max(16, (16 << 20) / (size * size * 4)) }

  /// Renders the scenes with these numbers.
  package func rendered(_ numbers: Range<Int>) -> [Entry] {
    let entries = Mutex([Entry?](repeating: nil, count: numbers.count))
    DispatchQueue.concurrentPerform(iterations: numbers.count) { index in
      let seed = seed + UInt64(numbers.lowerBound + index)
      let (scene, draws) =
        category.map { Scene.recorded($0, seed: seed) } ?? (Scene(seed: seed), [])
      let (picture, labels) = scene.rendered(size: size)
      let entry = Entry(
        category: scene.category, picture: picture, labels: labels,
        draws: draws)
      entries.withLock { $0[index] = entry }
    }
    return entries.withLock { $0.compactMap(\.self) }
  }
}
