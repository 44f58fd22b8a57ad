import Checkpoints
import Networks
import Tensors
import TestSupport
import Testing
import Units

/// As for whole runs: PyTorch sums in another order than we do.
private let tolerance: Float = 1e-4

/// Classifiers without units, against what PyTorch gives with the units' features set to 0.
@Suite struct AblatedClassifierTests {
  private func classifier(_ name: String) throws -> Classifier {
    let side = try Fixture.open("\(name)-ablated").shape(of: "picture").extents[1]
    return try Classifier(try Fixture.open(name), pictureSize: Grid(height: side, width: side))
  }

  @Test(arguments: [
    // Through a pooling to a fully connected layer, to a convolution, between fully connected ones.
    ("vgg16", "relu5_3"), ("vgg16", "relu4_2"), ("vgg16", "relu6"),
    ("alexnet", "relu5"), ("alexnet", "relu3"),
    // Through a mean; into a stage with a shortcut; into a normalization, which shifts zeros.
    ("resnet", "7"), ("resnet", "5"), ("resnet", "0"), ("vgg", "features.16"),
    ("vgg", "features.9"),
  ])
  func `scores without units equal PyTorch's`(name: String, layer: String) throws {
    let expected = try Fixture.open("\(name)-ablated")
    let ablated = try AblatedClassifier(classifier(name), layer: LayerName(rawValue: layer))
    let lists = [[0], [1, 2], [0, 2]]
    let states =
      [KeptUnits.all] + lists.map { .all(but: $0) } + lists.map { .only($0) }
    let keys =
      ["all"] + lists.map { "without/\($0.map(String.init).joined(separator: "-"))" }
      + lists.map { "only/\($0.map(String.init).joined(separator: "-"))" }
    let picture = try expected.tensor("picture")
    // The second time in memory that the first has used.
    for _ in 0..<2 {
      let scores = try #require(try ablated.scores(of: picture, in: states))
      for (key, scores) in zip(keys, scores) {
        expectClose(
          Tensor(shape: Shape(scores.count), elements: scores),
          try expected.tensor("\(layer)/\(key)"), absolute: tolerance)
      }
    }
  }

  @Test(arguments: [("vgg16", "relu5_3"), ("vgg", "features.9")])
  func `a state has the same bits in any company`(name: String, layer: String) throws {
    let picture = try Fixture.open("\(name)-ablated").tensor("picture")
    let ablated = try AblatedClassifier(classifier(name), layer: LayerName(rawValue: layer))
    let states = (0..<150).map { KeptUnits.all(but: [$0 % 4, 3 - $0 % 4].filter { $0 < 3 }) }
    let together = try #require(try ablated.scores(of: picture, in: states))
    for number in [0, 1, 127, 128, 149] {
      #expect(try ablated.scores(of: picture, in: [states[number]]) == [together[number]])
    }
  }

  @Test func `a layer that nothing follows, or that is not there, is refused`() throws {
    let vgg16 = try classifier("vgg16")
    #expect(throws: NetworkError.nothingAbove("fc8a")) {
      try AblatedClassifier(vgg16, layer: "fc8a")
    }
    #expect(throws: NetworkError.self) { try AblatedClassifier(vgg16, layer: "conv9_1") }
  }

  @Test func `the first of equal scores is the likeliest class`() {
    #expect(Classification.likeliest([0.5, 2, -1, 2]) == 1)
    #expect(Classification.likeliest([-3]) == 0)
  }
}
