package import Dissection
package import Scenes
package import Units

/// Which of a classifier's classes each picture shows, as its maker or its folder tells.
package struct PictureClasses: Sendable {
  private enum Truth {
    /// By the name of the folder.
    case folders([String: Int])
    /// By the names of kinds or of categories.
    case kinds([String: Int])
    case categories([String: Int])
  }

  private let truth: Truth

  /// Finds out what tells the classes.
  ///
  /// Folders have the names of the classes; where the classifier's file has none, they have the numbers of
  /// the sorted folders, as published: there must be one for each class, or the numbers would shift. Scenes
  /// are told by their kinds, or by their categories.
  ///
  /// - Parameters:
  ///   - classes: The names of the classes, by their numbers.
  ///   - sources: All the pictures, which are no latents: files or scenes.
  /// - Throws: `DissectionError`, where no classes can be told.
  package init(_ classes: [String], of sources: [SpecimenSource]) throws(DissectionError) {
    let numbers = Dictionary(zip(classes, 0...)) { first, _ in first }
    let names = sources.compactMap { source -> [String]? in
      switch source {
      case .latents: preconditionFailure("a classifier makes no pictures")
      case .scenes: nil
      case .folder(_, let names): names
      }
    }
    guard !names.isEmpty else {
      if SceneKind.allCases.allSatisfy({ numbers[$0.name] != nil }) {
        truth = .kinds(numbers)
      } else if Category.allCases.allSatisfy({ numbers[$0.rawValue] != nil }) {
        truth = .categories(numbers)
      } else {
        throw .foreignClasses(classes)
      }
      return
    }
    var folders: Set<String> = []
    for name in names.joined() {
      guard let folder = Self.folder(of: name) else { throw .pictureWithoutClass(name) }
      folders.insert(folder)
    }
    let sorted = folders.sorted()
    let unknown = sorted.first { numbers[$0] == nil }
    guard let unknown else {
      truth = .folders(numbers)
      return
    }
    guard classes == classes.indices.map({ "class \($0)" }) else {
      throw .unknownFolder(unknown, classes: classes)
    }
    guard sorted.count == classes.count else {
      throw .foldersForClasses(sorted.count, classes: classes.count)
    }
    truth = .folders(Dictionary(zip(sorted, 0...)) { first, _ in first })
  }

  /// The first of the folders that a file lies in; nil for none.
  private static func folder(of name: String) -> String? {
    name.firstIndex(of: "/").map { String(name[..<$0]) }
  }

  /// The class of a picture.
  ///
  /// - Parameters:
  ///   - name: Its name in its source.
  ///   - category: A scene's category.
  ///   - labels: A scene's labels.
  /// - Returns: Its number.
  package func number(
    named name: String, _ category: Category? = nil, _ labels: LabelMap? = nil
  ) -> Int {
    let found: Int? =
      switch truth {
      case .folders(let numbers): Self.folder(of: name).flatMap { numbers[$0] }
      case .categories(let numbers): category.flatMap { numbers[$0.rawValue] }
      case .kinds(let numbers):
        category.flatMap { category in
          labels.flatMap { numbers[SceneKind(category, $0).name] }
        }
      }
    guard let found else { preconditionFailure("no class of '\(name)'") }
    return found
  }
}
