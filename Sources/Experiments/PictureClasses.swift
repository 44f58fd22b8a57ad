package import Dissection
import Scenes
import Units

/// Which of a classifier's classes each picture of a source shows, as its maker or its folder tells.
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
  /// the sorted folders, as published. Scenes are told by their kinds, or by their categories.
  ///
  /// - Parameters:
  ///   - classes: The names of the classes, by their numbers.
  ///   - source: The pictures, which are no latents.
  /// - Throws: `DissectionError`, where no classes can be told.
  package init(_ classes: [String], of source: SpecimenSource) throws(DissectionError) {
    let numbers = Dictionary(zip(classes, 0...)) { first, _ in first }
    switch source {
    case .latents: preconditionFailure("a classifier makes no pictures")
    case .scenes:
      if SceneKind.allCases.allSatisfy({ numbers[$0.name] != nil }) {
        truth = .kinds(numbers)
      } else if Category.allCases.allSatisfy({ numbers[$0.rawValue] != nil }) {
        truth = .categories(numbers)
      } else {
        throw .foreignClasses(classes)
      }
    case .folder(_, let names):
      var folders: Set<String> = []
      for name in names {
        guard let folder = Self.folder(of: name) else { throw .pictureWithoutClass(name) }
        folders.insert(folder)
      }
      let sorted = folders.sorted()
      if sorted.allSatisfy({ numbers[$0] != nil }) {
        truth = .folders(numbers)
      } else if sorted.count <= classes.count, classes == classes.indices.map({ "class \($0)" }) {
        truth = .folders(Dictionary(zip(sorted, 0...)) { first, _ in first })
      } else {
        throw .unknownFolder(
          sorted.first { numbers[$0] == nil } ?? "", folders: sorted.count, classes: classes)
      }
    }
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
  func number(named name: String, _ category: Category?, _ labels: LabelMap?) -> Int {
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
