import Tensors
import TestSupport
import Testing
import Units

/// What holds of every operation, scheme, region and number of images.
@Suite struct OperationTests {
  @Test(arguments: OperationCase.all)
  func `every operation equals its definition, for one image and for several`(
    operation: OperationCase
  ) {
    for images in [1, 3] {
      let inputs = inputs(of: operation, images: images, seed: 1)
      let output = map(of: operation, images: images)
      operation.operation.write(
        operation.operation.output.region, of: output, from: measured(inputs), scratch: Scratch())
      for image in 0..<images {
        expectClose(
          output.features.tensor(image: image), operation.definition(inputs.map { $0[image] }),
          absolute: operation.tolerance)
      }
    }
  }

  @Test(arguments: OperationCase.all.filter { $0.operation is MaximumPooling })
  func `what is no number is the largest under every window that has it`(operation: OperationCase) {
    for place in 0..<42 {
      var inputs = inputs(of: operation, images: 1, seed: 8)
      inputs[0][0].elements[place] = .nan
      let output = map(of: operation, images: 1)
      operation.operation.write(
        operation.operation.output.region, of: output, from: measured(inputs), scratch: Scratch())
      let expected = operation.definition(inputs.map { $0[0] }).elements.map(\.isNaN)
      #expect(output.features.tensor().elements.map(\.isNaN) == expected)
    }
  }

  @Test(arguments: OperationCase.all)
  func `a region is written, and no more`(operation: OperationCase) {
    let inputs = inputs(of: operation, images: 1, seed: 2)
    let expected = operation.definition(inputs.map { $0[0] })
    var random = SplitMix64(seed: 7)
    for _ in 0..<4 {
      let region = region(in: operation.operation.output, &random)
      let output = map(of: operation, images: 1)
      operation.operation.write(region, of: output, from: measured(inputs), scratch: Scratch())
      let size = operation.operation.output
      let found = output.features.tensor()
      expectClose(
        found,
        Tensor(units: size.units, size.grid) { unit, row, column in
          region.rows.contains(row) && region.columns.contains(column)
            ? expected[unit, row, column] : 0
        }, absolute: operation.tolerance)
    }
  }

  @Test(arguments: OperationCase.all)
  func `what a changed region does not reach stays as it is`(operation: OperationCase) {
    var random = SplitMix64(seed: 9)
    for input in operation.operation.inputs.indices {
      for _ in 0..<4 {
        var inputs = inputs(of: operation, images: 1, seed: 3)
        let output = map(of: operation, images: 1)
        operation.operation.write(
          operation.operation.output.region, of: output, from: measured(inputs),
          scratch: Scratch())
        let size = operation.operation.inputs[input]
        let changed = region(in: size, &random)
        let before = inputs[input][0]
        inputs[input][0] = Tensor(units: size.units, size.grid) { unit, row, column in
          let isChanged = changed.rows.contains(row) && changed.columns.contains(column)
          return before[unit, row, column] * (isChanged ? -0.5 : 1)
        }
        operation.operation.write(
          operation.operation.affected(by: changed, ofInput: input), of: output,
          from: measured(inputs), scratch: Scratch())
        expectClose(
          output.features.tensor(), operation.definition(inputs.map { $0[0] }),
          absolute: operation.tolerance)
      }
      #expect(operation.operation.affected(by: .none, ofInput: input).isEmpty)
    }
  }

  @Test(arguments: OperationCase.all)
  func `the next operation's scales are those of what was written`(operation: OperationCase) {
    let size = operation.operation.output
    guard size.units > 4 else { return }
    let output = map(of: operation, images: 2, isMeasured: true)
    let inputs = inputs(of: operation, images: 2, seed: 4)
    operation.operation.write(
      size.region, of: output, from: measured(inputs), scratch: Scratch())
    let expected = MeasuredMap(
      output.features,
      scales: PixelScales(images: 2, height: size.grid.height, width: size.grid.width))
    expected.measure(size.region)
    for image in 0..<2 {
      expectClose(
        scaled(output).tensor(image: image), scaled(expected).tensor(image: image),
        absolute: 1e-6, relative: 1e-6)
    }
  }

  // MARK: Maps

  /// By input and image.
  private func inputs(of operation: OperationCase, images: Int, seed: UInt64) -> [[Tensor]] {
    operation.operation.inputs.enumerated().map { number, size in
      (0..<images).map { image in
        .random(
          Shape(size.units, size.grid.height, size.grid.width),
          seed: seed + UInt64(100 * number + 10 * image))
      }
    }
  }

  private func measured(_ inputs: [[Tensor]]) -> [MeasuredMap] {
    inputs.map { images in
      let features = FeatureMap(images)
      let map = MeasuredMap(
        features,
        scales: PixelScales(
          images: features.images, height: features.height, width: features.width))
      map.measure(features.region)
      return map
    }
  }

  private func map(
    of operation: OperationCase, images: Int, isMeasured: Bool = false
  ) -> MeasuredMap {
    let size = operation.operation.output
    let (height, width) = (size.grid.height, size.grid.width)
    return MeasuredMap(
      FeatureMap(images: images, height: height, width: width, units: size.units),
      scales: isMeasured ? PixelScales(images: images, height: height, width: width) : nil)
  }

  private func region(in size: MapSize, _ random: inout SplitMix64) -> PixelRegion {
    func range(_ length: Int) -> Range<Int> {
      let start = Int.random(in: 0..<length, using: &random)
      return start..<Int.random(in: start + 1...length, using: &random)
    }
    return PixelRegion(rows: range(size.grid.height), columns: range(size.grid.width))
  }

  /// Features times their scales, which a 1×1 convolution by the identity shows.
  private func scaled(_ map: MeasuredMap) -> FeatureMap {
    let features = map.features
    let identity = Convolution(
      ConvolutionShape(
        inputs: features.units, outputs: features.units, kernel: 1, padding: 0,
        grid: Grid(height: features.height, width: features.width)),
      weights: Tensor(
        shape: Shape(features.units, features.units, 1, 1),
        elements: (0..<features.units * features.units).map {
          $0 % (features.units + 1) == 0 ? 1 : 0
        }), normalizesPixels: true)
    let result = FeatureMap(
      images: features.images, height: features.height, width: features.width,
      units: features.units)
    identity.write(
      result.region, of: MeasuredMap(result), from: [map], scratch: Scratch())
    return result
  }
}
