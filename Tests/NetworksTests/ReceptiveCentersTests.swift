import Networks
import Testing
import Units

/// Where layers look, against values by hand.
@Suite struct ReceptiveCentersTests {
  private func centers(_ file: String, _ layer: LayerName) throws -> ReceptiveCenters? {
    let graph =
      switch try Network(Fixture.open(file)) {
      case .classifier(let network): network.graph
      case .segmenter(let network): network.graph
      case .generator(let network): network.graph
      }
    return graph.receptiveCenters(at: try #require(graph.place(of: layer)))
  }

  @Test(
    arguments: [
      // Convolutions of VGG16 keep the grid, and each pooling puts two pixels together.
      ("vgg16", "conv1_1", 1, 0), ("vgg16", "conv2_1", 2, 0.5), ("vgg16", "conv4_3", 8, 3.5),
      ("vgg16", "conv5_3", 16, 7.5), ("vgg16", "relu5_3", 16, 7.5), ("vgg16", "pool5", 32, 15.5),
      // 11 by 4 begins at pixel 5; each pooling of 3 by 2 adds one step of its input.
      ("alexnet", "conv1", 4, 5), ("alexnet", "pool1", 8, 9), ("alexnet", "conv2", 8, 9),
      ("alexnet", "conv3", 16, 17), ("alexnet", "conv5", 16, 17), ("alexnet", "pool5", 32, 33),
      // Windows of ResNet have their middle on a pixel, and so have its projections.
      ("resnet", "0", 2, 0), ("resnet", "4", 4, 0), ("resnet", "5", 8, 0), ("resnet", "6", 16, 0),
      ("resnet", "7", 32, 0),
    ] as [(String, LayerName, Int, Double)])
  func `layers of classifiers look where their windows add up to`(
    file: String, layer: LayerName, stride: Int, offset: Double
  ) throws {
    #expect(try centers(file, layer) == ReceptiveCenters(stride: stride, offset: offset))
  }

  @Test(
    arguments: [
      ("progressive", "layer4"), ("dcgan", "main.2"), ("resnet", "8"), ("segmenter", "up.0"),
    ] as [(String, LayerName)])
  func `no place in a picture belongs to features that are no window's`(
    file: String, layer: LayerName
  ) throws {
    #expect(try centers(file, layer) == nil)
  }

  @Test func `scales of a segmenter look at the middles of squares`() throws {
    #expect(try centers("segmenter", "down.2") == ReceptiveCenters(stride: 4, offset: 1.5))
  }
}
