import Checkpoints
import Networks
import Tensors
import TestSupport
import Testing
import Units

/// As for classifiers: PyTorch sums in another order, and normalizes after the convolution where we
/// scale its weights; some 100 roundings of 6e-8 each, of features of order 1 to 10.
private let tolerance: Float = 1e-4

let segmenters = ["segmenter", "segmenter-wide"]

@Suite struct SegmenterTests {
  private func segmenter(_ name: String, _ height: Int, _ width: Int) throws -> Segmenter {
    try Segmenter(try Fixture.open(name), pictureSize: Grid(height: height, width: width))
  }

  @Test(arguments: [("segmenter", 16, 16), ("segmenter", 32, 16), ("segmenter-wide", 16, 48)])
  func `every layer equals PyTorch's, at every size`(
    name: String, height: Int, width: Int
  ) throws {
    let fixture = try Fixture(name)
    let segmenter = try segmenter(name, height, width)
    let names = segmenter.layers.map(\.name)
    #expect(names.count == 3 * 5 + 4 + 1 && Set(names).count == names.count)
    let picture = try fixture.expected.tensor("\(height)x\(width)/picture")
    let segmentation = try #require(try segmenter.segment(picture, retaining: Set(names)))
    for layer in segmenter.layers {
      let features = try #require(segmentation.retained[layer.name])
      #expect(features.shape == Shape(layer.units, layer.grid.height, layer.grid.width))
      // The second block of a scale is the scale.
      let name = layer.name.rawValue
      let isSecond = name.hasPrefix("down.") && name.hasSuffix(".1") && name.count > 6
      expectClose(
        features,
        try fixture.expected.tensor(
          "\(height)x\(width)/\(isSecond ? String(name.dropLast(2)) : name)"),
        absolute: tolerance)
    }
    #expect(segmentation.scores == segmentation.retained["out"])
  }

  @Test func `sizes and names come from the file`() throws {
    let noted = try Segmenter(try Fixture.open("segmenter"))
    #expect(noted.architecture == .unet)
    #expect(noted.pictureSize == Grid(height: 32, width: 32))
    #expect(noted.concepts == ["sky", "tree", "wall", "rust", "moss"])
    #expect(noted.layers.prefix(3).map(\.name.rawValue) == ["down.0.0", "down.0.1", "down.0"])
    #expect(
      noted.layers.suffix(5).map(\.name.rawValue) == ["up.3", "up.2", "up.1", "up.0", "out"])
    #expect(
      noted.layer("down.3")
        == LayerSummary(name: "down.3", units: 5, grid: Grid(height: 4, width: 4)))
    let silent = try Segmenter(try Fixture.open("segmenter-wide"))
    #expect(silent.pictureSize == Grid(height: 128, width: 128))
    #expect(silent.concepts.count == 33 && silent.concepts[32] == "concept 32")
  }

  @Test(arguments: segmenters)
  func `a picture with a changed corner takes a part of the work, and has the labels of a full run`(
    name: String
  ) throws {
    let segmenter = try segmenter(name, 64, 64)
    let batch = BatchSegmenter(segmenter)
    var random = SplitMix64(seed: 11)
    let shape = Shape(3, 64, 64)
    var picture = Tensor(
      shape: shape, elements: (0..<shape.count).map { _ in .random(in: -1...1, using: &random) })
    let grid = Grid(height: 32, width: 32)
    _ = try batch.labels(of: picture, on: grid, reusing: true)
    #expect(batch.work.share == 1)
    for _ in 0..<8 {
      for row in 0..<4 {
        for column in 0..<4 {
          picture.elements[row * 64 + column] = .random(in: -1...1, using: &random)
        }
      }
      let labels = try batch.labels(of: picture, on: grid, reusing: true)
      #expect(batch.work.share > 0 && batch.work.share < 0.8)
      #expect(try labels == BatchSegmenter(segmenter).labels(of: picture, on: grid))
    }
    _ = try batch.labels(of: picture, on: grid, reusing: true)
    #expect(batch.work.share == 0)
    _ = try batch.labels(of: picture, on: grid)
    #expect(batch.work.share == 1)
  }

  @Test(arguments: [("segmenter", 32, 16), ("segmenter-wide", 16, 48)])
  func `labels are the concepts with the largest scores, picture by picture`(
    name: String, height: Int, width: Int
  ) throws {
    let segmenter = try segmenter(name, height, width)
    var random = SplitMix64(seed: 3)
    let shape = Shape(3, height, width)
    let pictures = (0..<3).map { _ in
      Tensor(
        shape: shape, elements: (0..<shape.count).map { _ in .random(in: -1...1, using: &random) })
    }
    let maps = try segmenter.labels(of: pictures)
    #expect(maps.count == 3)
    for (picture, map) in zip(pictures, maps) {
      let segmentation = try #require(try segmenter.segment(picture))
      let scores = segmentation.scores
      #expect(map.grid == segmenter.pictureSize)
      for (pixel, number) in map.numbers.enumerated() {
        let ofPixel = segmenter.concepts.indices.map {
          scores.elements[$0 * height * width + pixel]
        }
        #expect(ofPixel.firstIndex(of: ofPixel.max() ?? .nan) == Int(number))
      }
      #expect(segmentation.labels(on: map.grid) == map)
      #expect(map.numbers.count == height * width)
      #expect(map.numbers.allSatisfy { $0 < segmenter.concepts.count })
    }
    #expect(maps[0] != maps[1])
  }

  @Test func `probabilities of a pixel add up to 1 and keep the order of the scores`() throws {
    let scores = Tensor(shape: Shape(3, 1, 2), elements: [0, 5, 1, 5, 2, -90])
    let likely = Segmentation(scores: scores, retained: [:]).probabilities
    expectClose(
      likely,
      Tensor(
        shape: scores.shape, elements: [0.090_030_6, 0.5, 0.244_728_5, 0.5, 0.665_240_9, 0]),
      absolute: 1e-6)
  }

  @Test func `on a finer grid an edge lies where the scores are equal`() {
    // Scores of two pixels: concept 0 leads by 3, then concept 1 by 1; equal at three quarters of
    // the way between their middles.
    let scores = Tensor(shape: Shape(2, 1, 2), elements: [3, 0, 0, 1])
    let fine = Segmentation(scores: scores, retained: [:])
      .labels(on: Grid(height: 2, width: 16))
    #expect(
      fine.numbers
        == ([0, 1] as [UInt16]).flatMap { _ in
          [UInt16](repeating: 0, count: 10) + [UInt16](repeating: 1, count: 6)
        })
    let coarse = Segmentation(scores: scores, retained: [:]).labels(on: Grid(height: 1, width: 1))
    #expect(coarse.numbers == [0])
  }

  @Test(arguments: [(5, 7), (6, 9), (1, 1), (40, 3), (61, 200), (300, 90)])
  func `labels of any rows are those of the largest interpolated scores`(
    height: Int, width: Int
  ) {
    var random = SplitMix64(seed: UInt64(height))
    // Few different scores, so that many are equal; the first of equals counts.
    let scores = Tensor(
      shape: Shape(9, 6, 9),
      elements: (0..<9 * 54).map { _ in Float(Int.random(in: 0...3, using: &random)) })
    func place(_ position: Int, _ old: Int, _ new: Int) -> (Int, Int, Float) {
      let place = (Double(position) + 0.5) * Double(old) / Double(new) - 0.5
      let inside = min(max(place, 0), Double(old - 1))
      let left = Int(inside)
      return (left, min(left + 1, old - 1), Float(inside - Double(left)))
    }
    let labels = LabelInterpolation(scores, on: Grid(height: height, width: width))
    for rows in [0..<height, height / 2..<height, height - 1..<height] {
      let found = labels.labels(inRows: rows)
      #expect(found.count == rows.count * width)
      for (index, number) in found.enumerated() {
        let (top, bottom, down) = place(rows.lowerBound + index / width, 6, height)
        let (left, right, across) = place(index % width, 9, width)
        let blended = (0..<9).map { concept in
          func score(_ row: Int, _ column: Int) -> Float {
            scores.elements[(concept * 6 + row) * 9 + column]
          }
          let first = (1 - down) * score(top, left) + down * score(bottom, left)
          let second = (1 - down) * score(top, right) + down * score(bottom, right)
          return (1 - across) * first + across * second
        }
        let largest = blended.max() ?? .nan
        #expect(blended.firstIndex(of: largest) == Int(number))
      }
    }
  }

  @Test(arguments: 0...4)
  func `a cancelled run stops before the next layer`(allowed: Int) throws {
    let segmenter = try segmenter("segmenter", 16, 16)
    let picture = try Fixture("segmenter").expected.tensor("16x16/picture")
    var asked = 0
    let segmentation = try segmenter.segment(picture) {
      asked += 1
      return asked > allowed
    }
    #expect(segmentation == nil)
    #expect(asked == allowed + 1)
  }

  @Test func `scores that are no numbers are an error`() throws {
    let segmenter = try Segmenter(try Fixture.open("segmenter"))
    let size = segmenter.pictureSize
    let picture = Tensor(
      shape: Shape(3, size.height, size.width),
      elements: [Float](repeating: .nan, count: 3 * size.count))
    #expect(throws: NetworkError.self) { try segmenter.segment(picture) }
    #expect(throws: NetworkError.self) { try segmenter.labels(of: [picture]) }
  }

  @Test func `a picture of another size is a programmer's error`() async {
    await #expect(processExitsWith: .failure) {
      let segmenter = try Segmenter(try Fixture.open("segmenter"))
      _ = try segmenter.segment(
        Tensor(shape: Shape(3, 1, 1), elements: [Float](repeating: 0, count: 3)))
    }
  }
}
