import Networks
import Tensors
import TestSupport
import Testing
import Units

@Suite struct ConvolutionPlanTests {

  @Test(arguments: [
    (kernel: 1, stride: 1, padding: 0, isTransposed: false, height: 5, width: 3),
    (3, 1, 1, false, 5, 3), (3, 1, 0, false, 5, 4), (4, 1, 3, false, 1, 1),
    (3, 1, 1, false, 1, 1), (1, 1, 1, false, 2, 2), (5, 1, 2, false, 1, 6),
    (1, 1, 0, false, 1, 1), (1, 2, 0, false, 5, 4), (3, 2, 1, false, 5, 4), (7, 2, 3, false, 6, 9),
    (11, 4, 0, false, 15, 19), (3, 2, 1, false, 1, 1), (4, 2, 3, false, 1, 1),
    (4, 1, 0, true, 1, 1), (4, 2, 1, true, 1, 1), (4, 2, 1, true, 3, 4),
  ])
  func `every algorithm equals the definition`(
    kernel: Int, stride: Int, padding: Int, isTransposed: Bool, height: Int, width: Int
  ) {
    // Few outputs, half a panel, and more than one.
    for outputs in [4, 16, 36] {
      expectDefinition(
        ConvolutionShape(
          inputs: 3, outputs: outputs, kernel: kernel, stride: stride, padding: padding,
          isTransposed: isTransposed, grid: Grid(height: height, width: width)))
    }
  }

  @Test(arguments: [(1, 1), (2, 3), (5, 4), (9, 8)])
  func `a doubled input is that of pixels four times`(height: Int, width: Int) {
    for outputs in [4, 16, 36] {
      expectDefinition(
        ConvolutionShape(
          inputs: 3, outputs: outputs, kernel: 3, padding: 1, doublesInput: true,
          grid: Grid(height: height, width: width)))
    }
  }

  @Test(arguments: [(2, 2), (4, 4), (5, 7), (13, 3)], [1, 4, 33])
  func `every scheme for a plain 3×3 equals the definition`(size: (Int, Int), units: Int) {
    let shape = ConvolutionShape(
      inputs: units, outputs: 36, kernel: 3, padding: 1,
      grid: Grid(height: size.0, width: size.1))
    expectDefinition(shape)
  }

  @Test(arguments: ConvolutionPlanTests.measured)
  func `factors for the next layer are those of the features that were written`(
    shape: ConvolutionShape
  ) {
    let grid = shape.outputGrid
    let input = FeatureMap([random(Shape(shape.inputs, shape.grid.height, shape.grid.width))])
    for scheme in ConvolutionPlan.schemes(for: shape) {
      let plan = ConvolutionPlan(shape, scheme, weights: random(shape.weightShape))
      let output = FeatureMap(height: grid.height, width: grid.width, units: shape.outputs)
      let (found, expected) = (
        PixelScales(height: grid.height, width: grid.width),
        PixelScales(height: grid.height, width: grid.width)
      )
      let region = PixelRegion(rows: 1..<grid.height, columns: 2..<grid.width)
      plan.write(region, of: output, from: input, measuring: found, scratch: Scratch())
      expected.measure(region, of: output)
      #expect(scaled(output, found) == scaled(output, expected), "\(scheme)")
      // What is outside the region is left alone.
      #expect(output.tensor().elements.prefix(grid.width).allSatisfy { $0 == 0 })
    }
  }

  private static let measured = [
    ConvolutionShape(
      inputs: 3, outputs: 20, kernel: 3, padding: 1, grid: Grid(height: 6, width: 7)),
    ConvolutionShape(
      inputs: 3, outputs: 20, kernel: 3, padding: 1, doublesInput: true,
      grid: Grid(height: 3, width: 4)),
    ConvolutionShape(
      inputs: 3, outputs: 20, kernel: 4, stride: 2, padding: 1, isTransposed: true,
      grid: Grid(height: 3, width: 4)),
  ]

  /// Features times their factors, which a 1×1 convolution by the identity shows.
  private func scaled(_ map: FeatureMap, _ scales: PixelScales) -> Tensor {
    let identity = ConvolutionPlan(
      ConvolutionShape(
        inputs: map.units, outputs: map.units, kernel: 1, padding: 0,
        grid: Grid(height: map.height, width: map.width)),
      weights: Tensor(
        shape: Shape(map.units, map.units, 1, 1),
        elements: (0..<map.units * map.units).map { $0 % (map.units + 1) == 0 ? 1 : 0 }))
    let result = FeatureMap(height: map.height, width: map.width, units: map.units)
    identity.write(map.region, of: result, from: map, scaledBy: scales, scratch: Scratch())
    return result.tensor()
  }

  private func random(_ shape: Shape) -> Tensor {
    var random = SplitMix64(seed: 11)
    return Tensor(
      shape: shape,
      elements: (0..<shape.count).map { _ in Float.random(in: -1...1, using: &random) })
  }

  /// Compares all schemes that a shape can be computed by.
  private func expectDefinition(
    _ shape: ConvolutionShape, at location: SourceLocation = #_sourceLocation
  ) {
    for scheme in ConvolutionPlan.schemes(for: shape) { expectDefinition(shape, scheme, location) }
  }

  private func expectDefinition(
    _ shape: ConvolutionShape, _ scheme: TileScheme, _ location: SourceLocation
  ) {
    var random = SplitMix64(seed: 11)
    func tensor(_ shape: Shape) -> Tensor {
      Tensor(
        shape: shape,
        elements: (0..<shape.count).map { _ in Float.random(in: -1...1, using: &random) })
    }
    let input = tensor(Shape(shape.inputs, shape.grid.height, shape.grid.width))
    let weights = tensor(shape.weightShape)
    let plan = ConvolutionPlan(shape, scheme, weights: weights)
    let output = plan.output(of: input)
    // At most 576 products of at most 1 each, summed in another order.
    expectClose(
      output, definition(of: shape, weights.elements, input), absolute: 1e-4, at: location)
  }

  /// Doubling written out, where there is any.
  private func definition(
    of shape: ConvolutionShape, _ weights: [Float], _ input: Tensor
  ) -> Tensor {
    guard shape.doublesInput else { return definition(shape, weights, input.elements) }
    let (height, width) = (2 * shape.grid.height, 2 * shape.grid.width)
    var doubled: [Float] = []
    for channel in 0..<shape.inputs {
      for row in 0..<height {
        for column in 0..<width {
          let place = (channel * shape.grid.height + row / 2) * shape.grid.width + column / 2
          doubled.append(input.elements[place])
        }
      }
    }
    return definition(
      ConvolutionShape(
        inputs: shape.inputs, outputs: shape.outputs, kernel: 3, padding: 1,
        grid: Grid(height: height, width: width)), weights, doubled)
  }

  /// The sum over every input pixel and kernel position that meet an output pixel.
  private func definition(
    _ shape: ConvolutionShape, _ weights: [Float], _ input: [Float]
  ) -> Tensor {
    let (grid, outputGrid, kernel) = (shape.grid, shape.outputGrid, shape.kernel)
    let outputShape = Shape(shape.outputs, outputGrid.height, outputGrid.width)
    var sums = [Float](repeating: 0, count: outputShape.count)
    func place(_ pixel: Int, _ position: Int) -> Int {
      guard !shape.isTransposed else { return pixel * shape.stride + position - shape.padding }
      let place = pixel + shape.padding - position
      return place.isMultiple(of: shape.stride) ? place / shape.stride : -1
    }
    for outputChannel in 0..<shape.outputs {
      for inputChannel in 0..<shape.inputs {
        let pair =
          shape.isTransposed
          ? inputChannel * shape.outputs + outputChannel
          : outputChannel * shape.inputs + inputChannel
        for cell in 0..<grid.count {
          for position in 0..<kernel * kernel {
            let row = place(cell / grid.width, position / kernel)
            let column = place(cell % grid.width, position % kernel)
            guard (0..<outputGrid.height).contains(row), (0..<outputGrid.width).contains(column)
            else { continue }
            sums[(outputChannel * outputGrid.height + row) * outputGrid.width + column] +=
              weights[pair * kernel * kernel + position] * input[inputChannel * grid.count + cell]
          }
        }
      }
    }
    return Tensor(shape: outputShape, elements: sums)
  }
}
