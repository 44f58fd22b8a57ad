package import Units

/// What a scene shows, told finer than by its category: which of the objects that divide the category are
/// there.
///
/// Kinds of a category differ by one object, and kinds of several categories share one.
package struct SceneKind: Hashable, Sendable {
  package let category: Category
  /// Those of the category's `dividers` that show.
  package let objects: [Concept]

  /// An object shows from this part of the picture on: 16 pixels of 64×64.
  private static let smallest = 256

  private init(_ category: Category, _ objects: [Concept]) {
    (self.category, self.objects) = (category, objects)
  }

  /// Tells the kind of a scene.
  ///
  /// - Parameters:
  ///   - category: The scene's.
  ///   - labels: The concept of each of its pixels.
  package init(_ category: Category, _ labels: LabelMap) {
    self.init(
      category,
      category.dividers.filter { object in
        Self.smallest * labels.numbers.count { $0 == object.rawValue } >= labels.numbers.count
      })
  }

  /// All kinds: those of a category follow each other, with the first object before the second.
  package static let allCases: [SceneKind] = Category.allCases.flatMap { category in
    let dividers = category.dividers
    return (0..<1 << dividers.count).map { mask in
      SceneKind(
        category, dividers.enumerated().filter { mask >> $0.offset & 1 == 1 }.map(\.element))
    }
  }

  /// The word for it: `lake`, `lake+boat`, `lake+boat+rock`.
  package var name: String {
    ([category.rawValue] + objects.map(\.name)).joined(separator: "+")
  }
}

extension Category {
  /// The objects that some of the category's scenes show, and others do not.
  package var dividers: [Concept] {
    switch self {
    case .church: [.dome, .mountain]
    case .farm: [.tower]
    case .village: [.person, .mountain]
    case .castle: [.rock, .mountain]
    case .forest: [.path, .rock]
    case .lake: [.boat, .rock]
    case .harbour: [.tower, .mountain]
    case .beach: [.boat, .rock]
    case .desert: [.tree, .mountain]
    case .ski: [.wall]
    case .meadow: [.mountain]
    }
  }
}
