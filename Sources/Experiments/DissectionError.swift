import Files

/// Why a dissection cannot go on.
package enum DissectionError: Error, Equatable {
  /// Features or scores of a picture are no finite numbers.
  case notFinite(picture: String, String)
  case unknownLayer(String, known: [String])
  /// A layer of one cell has no places to compare with concepts.
  case layerWithoutPlaces(String)
  /// Classes that are neither kinds nor categories of scenes.
  case foreignClasses([String])
  /// A picture that lies in no folder of a class.
  case pictureWithoutClass(String)
  /// A folder that is no class.
  case unknownFolder(String, classes: [String])
  /// More or fewer folders than classes, whose file has no names for them.
  case foldersForClasses(Int, classes: Int)
  /// A folder without pictures that can be read; other kinds of files by their endings.
  case noPictures(folder: String, others: [String])
  /// More than 1 % of the pictures cannot be read.
  case tooManyBroken(count: Int, of: Int, first: String, reason: String)
  /// A matrix of features has no answer, or the library for it is missing.
  case algebra(String)
  /// A file of the run cannot be read or written.
  case file(String)
  /// A file of the run does not hold what it should.
  case malformed(path: String, reason: String)
  /// An array of the right shape whose numbers cannot have been counted; the unit that shows it.
  case damaged(path: String, unit: Int?)
  /// Counts by another plan than the one beside them, with the checksums of both.
  case otherCounts(folder: String, by: String, plan: String, expected: String)
  /// Two names of one folder.
  case sameFolder(String, String)
  /// Somebody ended the work before there was anything to keep.
  case stopped
  /// Two plans, the folders that have them, and the first thing in which they differ.
  case otherPlan(folder: String, other: String, difference: String)
  /// The folder holds the plan of other work than is asked for.
  case otherRun(folder: String, difference: String)
  /// Another process counts the same part.
  case busy(folder: String)
  case noPlan(folder: String)
  case nothingCounted(folder: String)
  /// Pictures that no part has counted.
  case incomplete(folder: String, pictures: Range<Int>)
  /// Two parts that count the same pictures.
  case overlap(first: String, second: String, pictures: Range<Int>)
}

extension DissectionError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .notFinite(let picture, let reason): "\(shown: picture): \(reason)"
    case .unknownLayer(let name, let known):
      "no layer '\(shown: name)', expected "
        + (known.isEmpty ? "one of more than one cell; there is none" : "one of \(shown: known)")
    case .layerWithoutPlaces(let name):
      "layer '\(shown: name)' has one cell, expected feature maps: places to compare with concepts"
    case .foreignClasses(let classes):
      "the classes are \(shown: Array(classes.prefix(3))) and so on, expected kinds or categories of "
        + "scenes; pictures of such classes come from a folder"
    case .pictureWithoutClass(let name):
      "'\(shown: name)' lies in no folder of a class, expected CLASS/NAME.png"
    case .unknownFolder(let folder, let classes):
      "the folder '\(shown: folder)' is no class, expected one of \(shown: classes)"
    case .foldersForClasses(let folders, let classes):
      "\(folders) folders of pictures, expected one for each of the \(classes) classes, whose names the "
        + "classifier's file does not have; or name the folders by number: 'class 0' to 'class \(classes - 1)'"
    case .noPictures(let folder, let others):
      "'\(shown: folder)' has no pictures"
        + (others.isEmpty
          ? "" : "; its files are \(shown: others), expected .png, .jpg, .jpeg or .webp")
    case .tooManyBroken(let count, let total, let first, let reason):
      "\(count) of \(total) pictures cannot be read, expected at most 1 %; the first is "
        + "\(shown: first): \(reason)"
    case .algebra(let reason), .file(let reason): reason
    case .malformed(let path, let reason): "\(shown: path): \(reason)"
    case .damaged(let path, let unit):
      "'\(shown: path)' is damaged: "
        + (unit.map { "the numbers of unit \($0) are" } ?? "its numbers are")
        + " not those of the counted pictures"
    case .otherCounts(let folder, let found, let plan, let expected):
      "'\(shown: folder)' was counted by the plan \(shown: found), but '\(shown: plan)' is "
        + "\(expected); choose another folder, or remove the counts"
    case .sameFolder(let first, let second):
      "'\(shown: first)' and '\(shown: second)' are the same folder, expected each once"
    case .stopped: "stopped"
    case .otherPlan(let folder, let other, let difference):
      "'\(shown: folder)' and '\(shown: other)' have different plans: \(difference)"
    case .otherRun(let folder, let difference):
      "'\(shown: folder)' holds another run: \(difference); choose another folder"
    case .busy(let folder): "'\(shown: folder)' is being counted by another process"
    case .noPlan(let folder):
      "'\(shown: folder)' is no dissection, expected a folder with plan.json"
    case .nothingCounted(let folder): "'\(shown: folder)' has no counts to merge"
    case .incomplete(let folder, let pictures):
      "'\(shown: folder)' lacks the pictures \(pictures.lowerBound) to \(pictures.upperBound - 1); "
        + "its parts stay as they are, to be merged when all are counted"
    case .overlap(let first, let second, let pictures):
      "'\(shown: first)' and '\(shown: second)' both count the pictures \(pictures.lowerBound) to "
        + "\(pictures.upperBound - 1)"
    }
  }
}
