import ArgumentParser
import Units

/// Pictures that a person names by their ids: `0..99`, or `3,7,20..29`.
struct PictureIDs {
  /// In the order in which they were named, each once.
  let ids: [Int]

  /// Reads what follows an option.
  ///
  /// - Throws: `ValidationError`, with the option and what was expected.
  init(_ text: String, of option: String) throws {
    var ids: [Int] = []
    var known: Set<Int> = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = part.split(separator: "..", omittingEmptySubsequences: false).map { Int($0) }
      guard 1...2 ~= ends.count, let first = ends[0], let last = ends[ends.count - 1],
        0 <= first, first <= last, last <= Latent.maximumID
      else {
        throw ValidationError(
          "\(option) is \(text), expected ids from 0 to \(Latent.maximumID), such as 0..99 or 3,7,20..29"
        )
      }
      ids += (first...last).filter { known.insert($0).inserted }
    }
    self.ids = ids
  }
}
