import Dispatch
import Pictures
import Scenes
import Synchronization
import Units

/// Scenes with seeds in a row, rendered on all cores.
struct SceneSeries {
  /// A scene as it is written.
  struct Entry: Sendable {
    let category: Category
    let picture: Picture
    let labels: LabelMap
  }

  /// Nil for all categories in turn.
  let category: Category?
  /// The seed of scene 0.
  let seed: UInt64
  let size: Int

  /// How many scenes are kept in memory at a time: about 16 MB.
  var batchSize: Int { max(16, (16 << 20) / (size * size * 4)) }

  /// Renders the scenes with these numbers.
  func rendered(_ numbers: Range<Int>) -> [Entry] {
    let entries = Mutex([Entry?](repeating: nil, count: numbers.count))
    DispatchQueue.concurrentPerform(iterations: numbers.count) { index in
      let seed = seed + UInt64(numbers.lowerBound + index)
      let scene = category.map { Scene($0, seed: seed) } ?? Scene(seed: seed)
      let (picture, labels) = scene.rendered(size: size)
      let entry = Entry(category: scene.category, picture: picture, labels: labels)
      entries.withLock { $0[index] = entry }
    }
    return entries.withLock { $0.compactMap(\.self) }
  }
}
