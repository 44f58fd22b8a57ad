import Seeing
import Files

extension PictureFile {
  /// Opens a file, and says on standard error what it lacks.
  static func open(_ path: String) throws(SeeingError) -> PictureFile {
    let file = try PictureFile(path)
    for warning in file.warnings { Console.remark("\(shown: file.path): \(warning)") }
    return file
  }
}
