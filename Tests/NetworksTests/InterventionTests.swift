import Checkpoints
import Networks
import Tensors
import TestSupport
import Testing
import Units

/// Interventions in networks that read pictures; those in generators are with the generators.
@Suite struct InterventionTests {
  /// As without interventions: some 100 roundings of 6e-8 each, of features of order 1 to 10.
  private static let tolerance: Float = 1e-4

  @Test(arguments: ["vgg16", "alexnet", "resnet"])
  func `a classifier's scores with interventions equal PyTorch's`(name: String) throws {
    let expected = try Fixture.open("\(name)-edited")
    let picture = try expected.tensor("picture")
    let classifier = try Classifier(
      Fixture.open(name),
      pictureSize: Grid(height: picture.shape.extents[1], width: picture.shape.extents[1]))
    let interventions = try Fixture.interventions(in: expected, on: classifier)
    #expect(interventions.count == 2)
    let layers = Set(interventions.map(\.layer))
    let batch = BatchClassifier(classifier)
    let plain = try #require(try batch.classify(picture, retaining: layers))
    let edited = try #require(
      try batch.classify(picture, interventions: interventions, retaining: layers))
    expectClose(
      Tensor(shape: Shape(edited.scores.count), elements: edited.scores),
      try expected.tensor("scores"), absolute: Self.tolerance)
    #expect(edited.scores != plain.scores)
    // What is retained is the copy before the edit there: at the first edited layer nothing differs.
    let first = try #require(classifier.layers.first { layers.contains($0.name) })
    #expect(edited.retained[first.name] == plain.retained[first.name])
    #expect(try batch.classify(picture)?.scores == plain.scores)
  }

  @Test func `a segmenter's scores with interventions equal PyTorch's`() throws {
    let expected = try Fixture.open("segmenter-edited")
    let picture = try expected.tensor("picture")
    let segmenter = try Segmenter(Fixture.open("segmenter"))
    let interventions = try Fixture.interventions(in: expected, on: segmenter)
    #expect(interventions.map(\.layer) == ["down.0", "down.2"])
    let batch = BatchSegmenter(segmenter)
    let plain = try #require(try batch.segment(picture))
    let edited = try #require(try batch.segment(picture, interventions: interventions))
    expectClose(edited.scores, try expected.tensor("scores"), absolute: Self.tolerance)
    #expect(edited.scores != plain.scores)
    #expect(try batch.segment(picture)?.scores == plain.scores)
  }

  @Test(arguments: [
    ("vgg16", "conv3_2"), ("vgg16", "pool4"), ("vgg16", "fc6"), ("alexnet", "relu4"),
    ("alexnet", "lrn1"), ("resnet", "2"), ("resnet", "5"), ("resnet", "8"), ("vgg", "mean"),
  ])
  func `features of another picture in place of all give that picture's scores`(
    name: String, layer: LayerName
  ) throws {
    let fixture = try Fixture(name)
    let picture = try fixture.expected.tensor("picture")
    let classifier = try Classifier(
      fixture.checkpoint,
      pictureSize: Grid(height: picture.shape.extents[1], width: picture.shape.extents[1]))
    var other = picture
    for index in other.elements.indices { other.elements[index] *= -0.7 }
    let wanted = try #require(try classifier.classify(other, retaining: [layer]))
    let features = try #require(wanted.retained[layer])
    let grid = Grid(height: features.shape.extents[1], width: features.shape.extents[2])
    let maps = (0..<features.shape.extents[0]).map { unit in
      let values = Array(features.elements[unit * grid.count..<(unit + 1) * grid.count])
      return (unit, Intervention.Map(alphas: values.map { _ in 1 }, values: values))
    }
    let intervention = Intervention(
      layer: layer, grid: grid, maps: Dictionary(uniqueKeysWithValues: maps))
    let found = try #require(try classifier.classify(picture, interventions: [intervention]))
    #expect(found.scores == wanted.scores)
  }

  @Test func `an intervention that does not fit is refused with the fact`() throws {
    let classifier = try Classifier(Fixture.open("vgg16"))
    func message(_ layer: LayerName, _ side: Int, unit: Int) -> String {
      let grid = Grid(height: side, width: side)
      let zeros = [Float](repeating: 0, count: grid.count)
      let map = Intervention.Map(alphas: zeros, values: zeros)
      do throws(NetworkError) {
        try classifier.validate(Intervention(layer: layer, grid: grid, maps: [unit: map]))
        return "no error"
      } catch { return error.description }
    }
    #expect(message("conv1_1", 32, unit: 1) == "no error")
    #expect(message("relu1_1", 32, unit: 1) == "no error")
    #expect(message("conv9", 32, unit: 0).hasPrefix("no layer 'conv9', expected one of 'conv1_1'"))
    #expect(
      message("conv1_1", 8, unit: 0)
        == "the grid of layer 'conv1_1' is 32×32, the intervention's is 8×8")
    #expect(message("conv1_1", 32, unit: 2) == "no unit 2 at layer 'conv1_1', expected 0 to 1")
  }
}
