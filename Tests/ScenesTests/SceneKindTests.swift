import FoundationEssentials
import Scenes
import Testing
import Units

/// What tells kinds of scenes apart, which a classifier learned from the same rule in Python.
@Suite struct SceneKindTests {
  private func map(_ concept: Concept, pixels: Int) -> LabelMap {
    let grid = Grid(height: 64, width: 64)
    return LabelMap(
      grid: grid, numbers: (0..<grid.count).map { $0 < pixels ? UInt16(concept.rawValue) : 0 })
  }

  @Test func `an object shows from 16 of 4096 pixels on`() {
    #expect(SceneKind(.lake, map(.boat, pixels: 15)).name == "lake")
    #expect(SceneKind(.lake, map(.boat, pixels: 16)).name == "lake+boat")
    // A fence divides no lakes.
    #expect(SceneKind(.lake, map(.fence, pixels: 99)).name == "lake")
  }

  @Test func `kinds have different names, and every scene has one`() {
    let names = SceneKind.allCases.map(\.name)
    #expect(names.count == 38 && Set(names).count == names.count)
    #expect(
      names.filter { $0.hasPrefix("lake") } == ["lake", "lake+boat", "lake+rock", "lake+boat+rock"])
  }

  @Test func `kinds are those that the classifier's training tells`() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(
      path: "Fixtures/kinds.txt")
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
    #expect(lines.first.map(String.init) == SceneKind.allCases.map(\.name).joined(separator: " "))
    for (seed, name) in lines.dropFirst().enumerated() {
      let scene = Scene(seed: UInt64(seed))
      let kind = SceneKind(scene.category, scene.rendered(size: 64).labels)
      #expect(kind.name == name, "seed \(seed)")
    }
    #expect(lines.count > 200)
  }
}
