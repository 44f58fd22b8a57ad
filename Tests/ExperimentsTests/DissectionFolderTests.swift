import Dissection
import Experiments
import Files
import Foundation
import TestSupport
import Testing

/// Parts, sums and plans in folders, whole, left behind and damaged.
final class DissectionFolderTests {
  private let temporary: TemporaryFolder
  private let plan = CountedRun.plan()

  init() throws { temporary = try TemporaryFolder() }

  private func path(_ name: String) -> String { "\(temporary.path)/\(name)" }

  /// A folder with a plan and one part for each list of blocks.
  private func folder(_ name: String, _ parts: [Int]...) throws -> DissectionFolder {
    let folder = DissectionFolder(path(name))
    try plan.write(to: folder.path)
    for (index, blocks) in parts.enumerated() {
      let part = folder.part(try #require(Shard("\(index + 1)/\(parts.count)")))
      try Folder.make(part.path)
      var counts = DissectionCounts(plan)
      for block in blocks {
        counts.add(CountedRun.counts(block))
        try part.write(counts, of: plan)
      }
    }
    return folder
  }

  private func merge(_ folders: DissectionFolder..., into target: String) throws -> DissectionCounts
  {
    try DissectionFolder(path(target)).merge(folders) { _, _ in }.counts
  }

  /// All files below a folder with what is in them.
  private func files(_ folder: String) throws -> [String: Data] {
    let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    return Dictionary(
      uniqueKeysWithValues: names.compactMap { name in
        FileManager.default.contents(atPath: "\(folder)/\(name)").map { (name, $0) }
      })
  }

  @Test func `the files of counts do not tell how they came to be`() throws {
    let whole = CountedRun.counts(0, 1, 2)
    #expect(try merge(folder("one", [0, 1, 2]), into: "one") == whole)
    #expect(try merge(folder("two", [2, 0], [1]), into: "sum") == whole)
    let half = try folder("half", [0], [2])
    _ = try merge(half, into: "steps")
    #expect(try merge(half, folder("rest", [1]), into: "steps") == whole)
    let expected = try files(path("one/counts"))
    #expect(expected.count == 6)
    for name in ["sum", "steps"] {
      #expect(try files(path("\(name)/counts")) == expected, "\(name)")
      #expect(!FileManager.default.fileExists(atPath: path("\(name)/parts")))
    }
  }

  @Test func `a merge that was killed before it removed the parts can be repeated`() throws {
    let run = try folder("run", [0, 1], [2])
    try FileManager.default.copyItem(atPath: path("run/parts"), toPath: path("kept"))
    let counts = try merge(run, into: "run")
    for _ in 0..<2 {
      try FileManager.default.copyItem(atPath: path("kept"), toPath: path("run/parts"))
      #expect(try merge(run, into: "run") == counts)
      #expect(!FileManager.default.fileExists(atPath: path("run/parts")))
    }
  }

  @Test func `what a killed process has left is removed with the next snapshot`() throws {
    let run = try folder("run", [0])
    let part = run.part(.whole)
    let leavings = ["parts/1-of-1/.ganbrush-x", "parts/1-of-1/deadbeef/0-counts.npy"]
    try Folder.make(path("run/parts/1-of-1/deadbeef"))
    for name in leavings { try Data("x".utf8).write(to: URL(filePath: path("run/\(name)"))) }
    try part.write(CountedRun.counts(0, 1), of: plan)
    #expect(try InputFolder.names(in: part.path).count == 2)
    #expect(try part.counts(of: plan) == CountedRun.counts(0, 1))
  }

  @Test func `counts are for their own plan`() throws {
    let run = try folder("run", [0, 1, 2])
    let other = CountedRun.plan(concepts: ["sky", "sea"])
    let counts = run.part(.whole)
    #expect(
      throws: DissectionError.otherCounts(
        folder: counts.path, by: plan.checksum, plan: "\(run.path)/plan.json",
        expected: other.checksum)
    ) { try counts.counts(of: other) }
    // Another plan does not take the place of one that was removed; the same does.
    try FileManager.default.removeItem(atPath: path("run/plan.json"))
    func planned(_ plan: DissectionPlan) throws -> DissectionPlan {
      try run.plan(for: plan.question, isCancelled: { false }) { plan }
    }
    #expect(throws: DissectionError.self) { try planned(other) }
    #expect(!FileManager.default.fileExists(atPath: path("run/plan.json")))
    #expect(try planned(plan) == plan)
  }

  @Test func `one folder is merged once, whatever it is called`() throws {
    let run = try folder("run", [0, 1, 2])
    let same = DissectionFolder(path("./run"))
    #expect(throws: DissectionError.sameFolder(run.path, same.path)) {
      try merge(run, same, into: "sum")
    }
  }

  /// Numbers at places of an array; the last is that of a file.
  @Test(arguments: [
    ("counts", 0, UInt64.max), ("counts", 255, 1 << 62), ("counts", 1023, 7),
    ("chance", 0, .max), ("chance", 399, 1 << 40), ("areas", 0, .max), ("areas", 1, 0),
    ("top", 0, 1 << 63 - 1), ("top", 0, 40), ("top", 0, .max), ("top", 199, 3),
    ("top", 1, 1 << 63),
  ])
  func `damaged counts of the right shape are refused by name`(
    array: String, place: Int, value: UInt64
  ) throws {
    let part = try folder("run", [0, 1, 2]).part(.whole)
    let file = try damage(part, array) { bytes, header in
      for byte in 0..<8 {
        bytes[header + 8 * place + byte] = UInt8(truncatingIfNeeded: value >> UInt64(8 * byte))
      }
    }
    let error = #expect(throws: DissectionError.self) { try part.counts(of: plan) }
    #expect(try #require(error).description.hasPrefix("'\(file)' is damaged: "))
  }

  @Test(arguments: [Float.nan, .infinity, -1e30])
  func `activations that no picture has are damage`(value: Float) throws {
    let part = try folder("run", [0, 1, 2]).part(.whole)
    let file = try damage(part, "peaks") { bytes, header in
      for byte in 0..<4 {
        bytes[header + byte] = UInt8(truncatingIfNeeded: value.bitPattern >> UInt32(8 * byte))
      }
    }
    #expect(throws: DissectionError.damaged(path: file, unit: 0)) { try part.counts(of: plan) }
  }

  /// Changes an array of a snapshot behind its header, and tells its path.
  private func damage(
    _ counts: CountsFolder<DissectionPlan>, _ array: String,
    _ change: (inout [UInt8], _ header: Int) -> Void
  ) throws -> String {
    let snapshot = try #require(
      try InputFolder.names(in: counts.path).first { Folder.exists("\(counts.path)/\($0)") })
    let path = "\(counts.path)/\(snapshot)/0-\(array).npy"
    var bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
    change(&bytes, 10 + Int(bytes[8]))
    try Data(bytes).write(to: URL(filePath: path))
    return path
  }

  @Test(arguments: [
    (#""count":40"#, #""count":9223372036854775807"#), (#""count":40"#, #""count":0"#),
    (#""confidence":0.9"#, #""confidence":1e308"#), (#""confidence":0.9"#, #""confidence":-3"#),
    (#""name":"sky""#, #""name":"tree""#), (#""units":2"#, #""units":0"#),
    (#""kind":"latents""#, #""kind":"scenes","seed":18446744073709551615"#),
  ])
  func `a plan with values that none has is refused by name`(found: String, damage: String) throws {
    let folder = try folder("run")
    let url = URL(filePath: "\(folder.path)/plan.json")
    let text = try String(contentsOf: url, encoding: .utf8)
    #expect(text.contains(found))
    try text.replacing(found, with: damage).write(to: url, atomically: true, encoding: .utf8)
    let error = #expect(throws: DissectionError.self) { try folder.plan() }
    #expect(try #require(error).description.hasPrefix("\(folder.path)/plan.json: "))
  }

  @Test func `a plan is no pipe`() throws {
    let folder = try folder("run")
    try FileManager.default.removeItem(atPath: path("run/plan.json"))
    #expect(unsafe mkfifo(path("run/plan.json"), 0o600) == 0)
    #expect(throws: DissectionError.self) { try folder.plan() }
  }
}
