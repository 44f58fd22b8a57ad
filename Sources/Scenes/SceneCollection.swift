package import Files
import FoundationEssentials
import Pictures
import Units

/// The files of a collection of scenes: PNG files, or NumPy arrays.
///
/// Arrays appear when all scenes are in them; before, and after an error, there are none.
package struct SceneCollection: ~Copyable {
  private let series: SceneSeries
  private let folder: String
  private var arrays: Arrays?
  /// Scenes of several categories draw different things, and pictures have no numbers beside them.
  private var draws: DrawTable?

  private struct Arrays: ~Copyable {
    var pictures: ArrayFile
    var labels: ArrayFile
    var categories: ArrayFile
  }

  /// Begins a collection of PNG files.
  package init(pictures series: SceneSeries, folder: String) {
    (self.series, self.folder) = (series, folder)
    arrays = nil
  }

  /// Begins a collection of arrays of `count` scenes.
  package init(
    arrays series: SceneSeries, count: Int, folder: String
  ) throws(OutputError) {
    (self.series, self.folder) = (series, folder)
    let size = series.size
    arrays = Arrays(
      pictures: try ArrayFile("\(folder)/pictures.npy", shape: [count, size, size, 3]),
      labels: try ArrayFile("\(folder)/labels.npy", shape: [count, size, size]),
      categories: try ArrayFile("\(folder)/categories.npy", shape: [count]))
    draws = series.category == nil ? nil : DrawTable()
  }

  /// Adds scenes; the first of them has the number `first`.
  package mutating func append(
    _ entries: [SceneSeries.Entry], from first: Int
  ) throws(OutputError) {
    guard arrays != nil else {
      for (number, entry) in entries.enumerated() {
        let name = Self.name(first + number)
        try OutputFile.write(PNG.encode(entry.picture), to: "\(folder)/\(name).png")
        let grid = entry.labels.grid
        try OutputFile.write(
          PNG.encode(greys: entry.labels.bytes, width: grid.width, height: grid.height),
          to: "\(folder)/\(name)-labels.png")
      }
      return
    }
    for entry in entries {
      try arrays?.pictures.append(entry.picture.bytes)
      try arrays?.labels.append(entry.labels.bytes)
      let number = Category.allCases.firstIndex(of: entry.category) ?? 0
      try arrays?.categories.append([UInt8(number)])
      draws?.append(entry.draws)
    }
  }

  /// Gives the arrays their names, and writes down what the numbers in them mean.
  package mutating func finish(count: Int) throws(OutputError) {
    try arrays?.pictures.finish()
    try arrays?.labels.finish()
    try arrays?.categories.finish()
    try writeDraws(of: count)
    let names = Names(
      category: series.category?.rawValue, seed: series.seed, count: count, size: series.size,
      draws: draws?.columns)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    guard let json = try? encoder.encode(names) else { preconditionFailure("names of concepts") }
    try OutputFile.write([UInt8](json) + [UInt8(ascii: "\n")], to: "\(folder)/\(Self.noteFile)")
  }

  private func writeDraws(of count: Int) throws(OutputError) {
    guard arrays != nil else { return }
    let path = "\(folder)/\(Self.drawsFile)"
    // What an earlier collection drew is not what these scenes show.
    guard let table = draws else { return try Folder.remove(path) }
    var file = try ArrayFile(
      path, of: .float, shape: [count, table.columns.count])
    for number in 0..<count { try file.append(table.row(number)) }
    try file.finish()
  }

  /// The file that a finished collection has.
  private static let noteFile = "scenes.json"
  private static let drawsFile = "draws.npy"
  private static let arrayFiles = ["pictures.npy", "labels.npy", "categories.npy", drawsFile]
  private static let prefix = "scene-"

  /// Tells by its name whether a collection takes the place of a file.
  ///
  /// - Parameters:
  ///   - name: The file's name in the collection's folder.
  ///   - hasArrays: Whether it is a collection of arrays, and not of pictures.
  ///   - count: How many scenes it has.
  /// - Returns: Whether the file would be lost.
  package static func replaces(_ name: String, hasArrays: Bool, count: Int) -> Bool {
    guard name != noteFile else { return true }
    guard !hasArrays else { return arrayFiles.contains(name) }
    let digits = name.dropFirst(prefix.count).prefix { $0.isASCII && $0.isNumber }
    guard let number = Int(digits), number < count else { return false }
    return ["\(Self.name(number)).png", "\(Self.name(number))-labels.png"].contains(name)
  }

  private static func name(_ number: Int) -> String {
    let digits = String(number)
    return prefix + String(repeating: "0", count: max(0, 6 - digits.count)) + digits
  }

  /// The file that says what a collection holds.
  private struct Names: Encodable {
    let format = "ganbrush scenes"
    let version = 1
    let category: String?
    let seed: UInt64
    let count: Int
    let size: Int
    let draws: [DrawTable.Column]?
    let concepts = Concept.allCases.map(\.name)
    let categories = Category.allCases.map(\.rawValue)

    enum CodingKeys: String, CodingKey {
      case format = "format"
      case version = "version"
      case category = "category"
      case seed = "seed"
      case count = "count"
      case size = "size"
      case concepts = "concepts"
      case categories = "categories"
      case draws = "draws"
    }
  }
}
