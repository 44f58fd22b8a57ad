import Causes
import Checkpoints
import FoundationEssentials
import Tensors
import Testing

/// Balanced accuracies, importance and rank correlation, against what `Fixtures/make_fixtures.py` found with
/// PyTorch and numpy.
struct ImportanceTests {
  private let expected: Checkpoint

  init() throws {
    let url = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Fixtures/importance.safetensors")
    expected = try Checkpoint(contentsOf: url.path)
  }

  private func rows(_ name: String) throws -> [[Float]] {
    let tensor = try expected.tensor(name)
    let count = tensor.shape.extents[tensor.shape.extents.count - 1]
    return stride(from: 0, to: tensor.elements.count, by: count).map {
      Array(tensor.elements[$0..<$0 + count])
    }
  }

  /// What was counted in each state.
  private func tallies() throws -> [PredictionTally] {
    let labels = try rows("labels")[0].map { Int($0) }
    let classes = try rows("balanced")[0].count
    return try rows("predicted").map { predicted in
      var pictures = [Int](repeating: 0, count: classes)
      var (taken, correct) = (pictures, pictures)
      for (label, found) in zip(labels, predicted) {
        pictures[label] += 1
        taken[Int(found)] += 1
        if label == Int(found) { correct[label] += 1 }
      }
      return PredictionTally(pictures: pictures, predicted: taken, correct: correct)
    }
  }

  @Test func `balanced accuracies and accuracy equal the published formulas`() throws {
    let accuracies = try rows("accuracy")[0]
    for (number, (tally, balanced)) in zip(try tallies(), try rows("balanced")).enumerated() {
      #expect(balanced.indices.map { tally.balancedAccuracy(of: $0).map(Float.init) } == balanced)
      #expect(Float(tally.accuracy) == accuracies[number])
    }
  }

  @Test func `units are ranked by what a class loses without them`() throws {
    let tallies = try tallies()
    let importance = UnitImportance(unchanged: tallies[0], without: Array(tallies.dropFirst()))
    #expect(importance.classes == Array(0..<5))
    for (number, ranking) in try rows("ranking").enumerated() {
      #expect(importance.ranking(of: number).map(Float.init) == ranking)
    }
    let counts = importance.classCounts()
    #expect(counts.reduce(0, +) == 5 * 4)
    let unit = try #require(counts.indices.max { counts[$0] < counts[$1] })
    #expect(
      counts[unit]
        == importance.classes.count { importance.ranking(of: $0).prefix(4).contains(unit) })
    let balanced = try rows("balanced")
    for (unit, drop) in importance.meanDrops.enumerated() {
      let expected = zip(balanced[0], balanced[1 + unit]).reduce(0) { $0 + ($1.0 - $1.1) / 5 }
      #expect(abs(Float(drop) - expected) < 1e-6)
    }
  }

  @Test func `a class without pictures has no accuracy, and ranks nothing`() {
    let tally = PredictionTally(pictures: [3, 0, 5], predicted: [2, 2, 4], correct: [2, 0, 4])
    #expect(tally.balancedAccuracy(of: 1) == nil)
    // 2 of 3 right, and 5 of 5 others refused.
    let recalls: [Double] = [2.0 / 3, 4.0 / 5]
    #expect(tally.balancedAccuracy(of: 0) == (recalls[0] + 1) / 2)
    #expect(tally.accuracy == (recalls[0] + recalls[1]) / 2)
    let importance = UnitImportance(unchanged: tally, without: [tally, tally])
    #expect(importance.classes == [0, 2])
    #expect(importance.ranking(of: 0) == [0, 1])
    #expect(importance.ranking(of: 1) == [])
    #expect(importance.classCounts(amongBest: 1) == [2, 0])
    #expect(importance.meanDrops == [0, 0])
    // Where all pictures are of one class, nothing tells how often others are taken for it.
    #expect(ClassTally(pictures: 3, predicted: 3, correct: 3).balancedAccuracy(of: 3) == nil)
  }

  @Test func `Spearman's coefficient equals that of numpy's ranks`() throws {
    let (first, second) = (try rows("first")[0], try rows("second")[0])
    let found = try #require(RankCorrelation(first.map(Double.init), second.map(Double.init)))
    #expect(Float(found.coefficient) == (try rows("spearman")[0][0]))
    #expect(found.interval.contains(found.coefficient) && found.count == 30)
  }

  @Test func `equal numbers share the mean of their ranks`() {
    #expect(RankCorrelation.ranks(of: [3, 1, 3, 2, 3]) == [4, 1, 4, 2, 4])
    #expect(RankCorrelation([1, 2, 3], [1, 2, 3]) == nil)
    #expect(RankCorrelation([1, 1, 1, 1], [1, 2, 3, 4]) == nil)
    #expect(RankCorrelation([1, 2, 3, 4, 5], [5, 4, 3, 2, 1])?.coefficient == -1)
  }

  @Test func `units are grouped by the number of classes, seven and more together`() throws {
    let groups = ImportanceGroup.groups([0, 9, 7, 0, 2], [0.1, 0.4, 0.2, 0.3, 0.5])
    #expect(groups.map(\.classes) == [0, 2, 7])
    #expect(groups.map(\.units) == [2, 1, 2])
    #expect(abs(groups[0].iou - 0.2) < 1e-12 && abs(groups[2].iou - 0.3) < 1e-12)
    // The deviation of 0.1 and 0.3 by the root of 2.
    #expect(abs(try #require(groups[0].standardError) - 0.1) < 1e-12)
    #expect(groups[1].standardError == nil)
  }
}
