import Tensors
import TestSupport
import Testing
import Units

@Suite struct FeatureMapTests {
  private func tensor(_ extents: Int..., seed: UInt64 = 1) -> Tensor {
    .random(Shape(extents), seed: seed)
  }

  @Test(arguments: [1, 15, 16, 17, 40])
  func `a map gives back what was written`(units: Int) {
    let tensors = [tensor(units, 3, 2), tensor(units, 3, 2, seed: 2)]
    let map = FeatureMap(tensors)
    #expect([map.tensor(image: 0), map.tensor(image: 1)] == tensors)
    map.write(tensors[1], image: 0)
    #expect(map.tensor(image: 0) == tensors[1])
  }

  @Test func `a region is read into a tensor, and no more`() {
    let source = tensor(3, 4, 5)
    let map = FeatureMap(height: 4, width: 5, units: 3, isRead: false)
    map.write(source)
    #expect(map.tensor() == source)
    var copy = Tensor(shape: source.shape, elements: [Float](repeating: 9, count: 60))
    map.read(PixelRegion(rows: 1..<3, columns: 2..<4), into: &copy)
    for (index, value) in copy.elements.enumerated() {
      let isInside = (1..<3).contains(index / 5 % 4) && (2..<4).contains(index % 5)
      #expect(value == (isInside ? source.elements[index] : 9))
    }
  }

  @Test func `a unit is blended by each pixel's alpha, inside the region only`() {
    let features = Tensor(shape: Shape(2, 1, 3), elements: [1, 2, 3, 4, 5, 6])
    let map = FeatureMap([features, features])
    map.blend(
      unit: 1, with: [8, 8, 8], alphas: [1, 0.25, 1],
      in: PixelRegion(rows: 0..<1, columns: 0..<2))
    for image in 0..<2 {
      #expect(map.tensor(image: image).elements == [1, 2, 3, 8, 5.75, 6])
    }
  }

  @Test func `a region is copied, and no more`() {
    let source = FeatureMap([tensor(3, 4, 5)])
    let copy = FeatureMap(height: 4, width: 5, units: 3)
    copy.copy(PixelRegion(rows: 1..<3, columns: 2..<4), of: source)
    let (before, after) = (source.tensor().elements, copy.tensor().elements)
    for index in before.indices {
      let (row, column) = (index / 5 % 4, index % 5)
      #expect(
        after[index] == ((1..<3).contains(row) && (2..<4).contains(column) ? before[index] : 0))
    }
  }

  @Test(arguments: [1, 5, 16, 22, 256, 300])
  func `the largest unit of a pixel is found, the first of equal ones`(units: Int) {
    // Few different numbers, all below zero, so that many are equal.
    let features = tensor(units, 9, 7).elements.map { ($0 * 4).rounded() - 8 }
    let map = FeatureMap([Tensor(shape: Shape(units, 9, 7), elements: features)])
    for (pixel, found) in map.largestUnits().enumerated() {
      let ofPixel = (0..<units).map { features[$0 * 63 + pixel] }
      #expect(ofPixel.firstIndex(of: ofPixel.max() ?? .nan) == Int(found))
    }
  }

  @Test(arguments: [1, 22, 37])
  func `the unit that is largest on the mean of four pixels is found`(units: Int) {
    let features = tensor(units, 6, 4)
    let map = FeatureMap([features])
    let halves = features.resized(to: Grid(height: 3, width: 2))
    let expected = FeatureMap([halves]).largestUnits()
    #expect(map.largestUnitsOfPairs() == expected)
  }

  @Test func `what is no number is never the largest`() {
    let map = FeatureMap([
      Tensor(shape: Shape(3, 1, 2), elements: [.nan, .nan, -5, .nan, -.infinity, .nan])
    ])
    #expect(map.largestUnits() == [1, 0])
  }

  @Test func `regions unite to the rectangle around both`() {
    let first = PixelRegion(rows: 1..<3, columns: 4..<5)
    let second = PixelRegion(rows: 2..<6, columns: 0..<2)
    #expect(first.union(second) == PixelRegion(rows: 1..<6, columns: 0..<5))
    #expect(first.union(.none) == first && PixelRegion.none.union(first) == first)
    #expect(
      PixelRegion(rows: -2..<9, columns: 3..<99).clamped(height: 4, width: 5)
        == PixelRegion(rows: 0..<4, columns: 3..<5))
  }
}
