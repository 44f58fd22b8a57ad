import Causes
import Dissection
import Experiments
import Files
import Foundation
import Scenes
import TestSupport
import Testing
import Units

/// Counts of classifiers without units: how they add up, are kept and read, and what follows from them.
final class AblationRunTests {
  private let temporary: TemporaryFolder
  private static let layer = LayerSummary(
    name: "conv", units: 6, grid: Grid(height: 2, width: 2))
  /// Three blocks of pictures, the last one of 8.
  private static let plan = AblationPlan(
    model: .init(name: "classifier", hash: "0", title: ""),
    specimens: .folder(path: "pictures", names: (0..<40).map { "c/\($0).png" }), layer: layer,
    classes: ["sky", "tree", "sea"])

  init() throws { temporary = try TemporaryFolder() }

  private func path(_ name: String) -> String { "\(temporary.path)/\(name)" }

  /// Pictures of the class `number % 3`; without unit 0 all of class 0 are taken for class 1, without
  /// unit 4 some of them.
  private static func counts(_ blocks: Int..., of plan: AblationPlan = plan) -> AblationCounts {
    var counts = AblationCounts(plan)
    for block in blocks {
      for number in plan.pictures(of: block) {
        let truth = number % 3
        counts.add(
          truth,
          takenFor: plan.states.map { state in
            let ablated = state.ablated(of: plan.layer.units)
            let isLost =
              ablated.contains(0) || (ablated.contains(4) && number.isMultiple(of: 2))
            return truth == 0 && isLost ? 1 : truth
          })
      }
      counts.add(block: block, skipped: [])
    }
    return counts
  }

  private func folder(_ name: String, _ parts: [Int]...) throws -> RunFolder<AblationPlan> {
    let folder = RunFolder<AblationPlan>(path(name))
    try Folder.make(folder.path)
    try Self.plan.write(to: folder.path)
    for (index, blocks) in parts.enumerated() {
      let part = folder.part(try #require(Shard("\(index + 1)/\(parts.count)")))
      try Folder.make(part.path)
      var counts = AblationCounts(Self.plan)
      for block in blocks { counts.add(Self.counts(block)) }
      try part.write(counts, of: Self.plan)
    }
    return folder
  }

  private func files(_ folder: String) throws -> [String: Data] {
    let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    return Dictionary(
      uniqueKeysWithValues: names.compactMap { name in
        FileManager.default.contents(atPath: "\(folder)/\(name)").map { (name, $0) }
      })
  }

  @Test func `neither the order nor the number of parts changes a byte`() throws {
    let one = try folder("one", [0, 1, 2])
    let whole = try one.merge([one]) { _, _ in }.counts
    #expect(whole == Self.counts(0, 1, 2))
    let parts = try folder("parts", [2], [0], [1])
    let sum = try RunFolder<AblationPlan>(path("sum")).merge([parts]) { _, _ in }
    #expect(sum.counts == whole && sum.plan == Self.plan)
    let expected = try files(path("one/counts"))
    #expect(expected.count == 4)
    #expect(try files(path("sum/counts")) == expected)
  }

  @Test(arguments: ["pictures", "predicted", "correct"])
  func `numbers that cannot have been counted are damage`(array: String) throws {
    let part = try folder("run", [0, 1, 2]).part(.whole)
    #expect(try part.counts(of: Self.plan) == Self.counts(0, 1, 2))
    let snapshot = try #require(
      try InputFolder.names(in: part.path).first { Folder.exists("\(part.path)/\($0)") })
    let file = "\(part.path)/\(snapshot)/\(array).npy"
    var bytes = [UInt8](try Data(contentsOf: URL(filePath: file)))
    bytes[10 + Int(bytes[8]) + 1] = 1
    try Data(bytes).write(to: URL(filePath: file))
    #expect(throws: DissectionError.damaged(path: file, unit: nil)) {
      try part.counts(of: Self.plan)
    }
  }

  @Test func `the second run ablates and keeps the best of each class, and random ones`() throws {
    let second = AblationPlan(
      after: Self.plan, Self.counts(0, 1, 2), on: Self.plan.specimens, sizes: [1, 2, 9])
    #expect(second.sizes == [1, 2])
    #expect(second.rankings.map(\.number) == [0, 1, 2] + Array(repeating: nil, count: 5))
    #expect(second.rankings[0].units == [0, 4])
    #expect(Set(second.rankings[3...].map(\.units)).count > 1)
    #expect(
      second.states.prefix(5) == [
        .all, .all(but: [0]), .only([0]), .all(but: [0, 4]), .only([0, 4]),
      ])
    #expect(second.states.count == second.stateCount && second.stateCount == 1 + 2 * 8 * 2)
    try Folder.make(path("run"))
    try second.write(to: path("run"))
    #expect(try AblationPlan(readFrom: path("run")) == second)
  }

  @Test(arguments: [
    (#""count":40"#, #""count":0"#), (#""units":6"#, #""units":0"#),
    (#""units":[0,4]"#, #""units":[0,0]"#), (#""units":[0,4]"#, #""units":[0,6]"#),
    (#""sizes":[1,2]"#, #""sizes":[2,1]"#), (#""sizes":[1,2]"#, #""sizes":[1,6]"#),
    (#""class":0"#, #""class":3"#), (#""version":1"#, #""version":2"#),
    (#""classes":["sky","tree","sea"]"#, #""classes":[]"#),
  ])
  func `a plan with values that none has is refused by name`(found: String, damage: String) throws {
    let scenes = SpecimenSource.scenes(category: nil, seed: 0, count: 40)
    let plan = AblationPlan(
      after: Self.plan, Self.counts(0, 1, 2), on: scenes, sizes: [1, 2])
    try Folder.make(path("run"))
    try plan.write(to: path("run"))
    let url = URL(filePath: path("run/plan.json"))
    let text = try String(contentsOf: url, encoding: .utf8)
    #expect(text.contains(found), "\(text)")
    try text.replacing(found, with: damage).write(to: url, atomically: true, encoding: .utf8)
    let error = #expect(throws: DissectionError.self) { try AblationPlan(readFrom: path("run")) }
    #expect(try #require(error).description.hasPrefix("\(path("run/plan.json")): "))
  }

  @Test func `the report finds the units that were made to matter`() throws {
    let ranking = Self.counts(0, 1, 2)
    let second = AblationPlan(after: Self.plan, ranking, on: Self.plan.specimens, sizes: [1, 2])
    let report = ImportanceReport(
      (Self.plan, ranking), (second, Self.counts(0, 1, 2, of: second)), nil)
    #expect(report.unchanged.balancedAccuracy == 1 && report.unchanged.accuracy == 1)
    #expect(report.classes.map(\.name) == ["sky", "tree", "sea"])
    // Without its best unit no picture of the sky is known; with nothing else, the odd ones are. Trees are
    // taken for 14 of 27 others.
    #expect(report.classes[0].without == [0.5, 0.5] && report.classes[0].only == [0.75, 1])
    #expect(report.classes[0].units.prefix(2) == [0, 4])
    let trees = 1 - 14.0 / 27 / 2
    #expect(report.classes[1].units.prefix(2) == [0, 4])
    #expect(abs(report.classes[1].without[0] - trees) < 1e-12)
    #expect(report.without.map(\.units) == [1, 2])
    #expect(report.units.map(\.classes).reduce(0, +) == 3 * 4)
    #expect(report.units[0].drop > report.units[4].drop && report.units[4].drop > 0)
    #expect(report.units[1].drop == 0 && report.comparison == nil)
    #expect(try JSONDecoder().decode(ImportanceReport.self, from: Data(report.json)) == report)
  }

  @Test func `classes are the folders' names, or their numbers where the classifier has none`()
    throws
  {
    let files = SpecimenSource.folder(path: "p", names: ["sea/1.png", "tree/x/2.png"])
    #expect(throws: Never.self) { try PictureClasses(["sky", "tree", "sea"], of: [files]) }
    let numbered = try PictureClasses(["class 0", "class 1"], of: [files])
    #expect(numbered.number(named: "tree/1.png") == 1)
    #expect(throws: DissectionError.unknownFolder("sea", classes: ["sky", "tree"])) {
      try PictureClasses(["sky", "tree"], of: [files])
    }
    #expect(throws: DissectionError.pictureWithoutClass("2.png")) {
      try PictureClasses(["sky"], of: [.folder(path: "p", names: ["sky/1.png", "2.png"])])
    }
    let scenes = SpecimenSource.scenes(category: nil, seed: 0, count: 3)
    for classes in [SceneKind.allCases.map(\.name), Category.allCases.map(\.rawValue)] {
      #expect(throws: Never.self) { try PictureClasses(classes, of: [scenes, scenes]) }
    }
    #expect(throws: DissectionError.foreignClasses(["sky"])) {
      try PictureClasses(["sky"], of: [scenes])
    }
  }

  @Test func `folders stand for nameless classes only where each class has one`() throws {
    // A half without sea has two folders; by itself its trees would have another number.
    let halves = [["sea/1.png", "sky/1.png", "tree/1.png"], ["sky/2.png", "tree/2.png"]].map {
      SpecimenSource.folder(path: "p", names: $0)
    }
    let nameless = (0..<3).map { "class \($0)" }
    let classes = try PictureClasses(nameless, of: halves)
    #expect(classes.number(named: "tree/2.png") == 2)
    #expect(throws: DissectionError.foldersForClasses(2, classes: 3)) {
      try PictureClasses(nameless, of: [halves[1]])
    }
    #expect(throws: DissectionError.foldersForClasses(3, classes: 2)) {
      try PictureClasses(["class 0", "class 1"], of: halves)
    }
    let named = SpecimenSource.folder(path: "p", names: ["class 2/1.png"])
    #expect(try PictureClasses(nameless, of: [named]).number(named: "class 2/1.png") == 2)
  }
}
