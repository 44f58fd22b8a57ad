import Seeing
import Checkpoints
import Networks
import Painting
import Pictures
import Scenes
import Tensors
import TestSupport
import Testing
import Units

/// Networks that look at pictures of any size.
@Suite struct SeeingTests {
  /// A scene as a PNG file.
  private static func draw(
    _ folder: borrowing TemporaryFolder, width: Int, height: Int
  ) throws -> (file: PictureFile, picture: Picture) {
    let picture = Scene(seed: 5).rendered(size: 96).picture.resized(width: width, height: height)
    let path = "\(folder.path)/\(width)x\(height).png"
    try Fixture.write(PNG.encode(picture), to: path)
    return (try PictureFile(path), picture)
  }

  private static func segmenter() throws -> SegmenterFile {
    try SegmenterFile(CheckpointFile(path: Fixture.path("segmenter"), kind: .segmenter))
  }

  /// The numbers of a label map by its colours, which differ.
  private static func numbers(_ map: [UInt8], _ concepts: [String]) throws -> [Int] {
    let picture = try PNG.decode(map)
    let colours = ConceptColours(concepts).palette
    return try (0..<picture.height).flatMap { y in
      try (0..<picture.width).map { x in try #require(colours.firstIndex(of: picture[x, y])) }
    }
  }

  @Test(arguments: [
    (width: 100, height: 60, seen: Grid(height: 32, width: 48)),
    (7, 7, Grid(height: 32, width: 32)), (60, 200, Grid(height: 112, width: 32)),
    (1, 300, Grid(height: 256, width: 32)), (1, 1, Grid(height: 32, width: 32)),
  ])
  func `labels have the size of the picture, whatever its proportions`(
    width: Int, height: Int, seen: Grid
  ) throws {
    let folder = try TemporaryFolder()
    let (file, picture) = try Self.draw(folder, width: width, height: height)
    let network = try Self.segmenter()
    // A network that was made for another size before.
    _ = try network.read(try Self.draw(folder, width: 32, height: 96).file, drawsMap: false)
    let found = try network.read(file, drawsMap: true)
    let segmenter = try Segmenter(
      try Checkpoint(contentsOf: Fixture.path("segmenter")), pictureSize: seen)
    let small = picture.resized(width: seen.width, height: seen.height)
    let segmentation = try #require(try segmenter.segment(small.tensor))
    let expected = segmentation.labels(on: Grid(height: height, width: width)).numbers.map(Int.init)
    #expect(try Self.numbers(#require(found.labelMap), network.concepts) == expected)
    #expect(
      found.counts == network.concepts.indices.map { number in expected.count { $0 == number } })
    #expect(try network.read(file, drawsMap: false).labelMap == nil)
  }

  @Test func `a picture without its pixels is an error of the picture`() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/cut.png"
    let whole = PNG.encode(Picture.random(width: 40, height: 40, colours: 9, seed: 1))
    try Fixture.write(Array(whole.prefix(whole.count / 2)), to: path)
    let error = #expect(throws: SeeingError.self) {
      try Self.segmenter().read(try PictureFile(path), drawsMap: false)
    }
    #expect(error?.description.hasPrefix(path) == true)
  }

  @Test(arguments: ["vgg", "vgg16"])
  func `a classifier reads the middle square at its size, as it was trained`(
    name: String
  ) throws {
    let folder = try TemporaryFolder()
    let (file, picture) = try Self.draw(folder, width: 80, height: 60)
    let network = try ClassifierFile(CheckpointFile(path: Fixture.path(name), kind: .classifier))
    let classifier = try Classifier(try Checkpoint(contentsOf: Fixture.path(name)))
    let size = classifier.pictureSize
    let seen = picture.cropped(x: 10, y: 0, width: 60, height: 60)
      .resized(width: size.width, height: size.height)
    let expected = try #require(try classifier.classify(classifier.normalized(seen.tensor)))
    #expect(try network.probabilities(of: file) == expected.probabilities)
    #expect(network.classifier.classes == classifier.classes)
  }

  @Test func `a network of another kind, or none, is named with its file`() throws {
    let path = Fixture.path("vgg")
    let error = #expect(throws: FileFailure.self) {
      try SegmenterFile(CheckpointFile(path: path, kind: .segmenter))
    }
    #expect(
      error?.description
        == "\(path): the network is a VGG with batch normalization, a classifier, expected a segmenter"
    )
    // What is in a file of no known network may still be listed.
    let file = try CheckpointFile(path: Fixture.path("latents"))
    #expect(file.part == nil && !file.checkpoint.entries.isEmpty)
  }
}
