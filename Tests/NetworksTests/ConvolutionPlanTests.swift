import Networks
import Tensors
import TestSupport
import Testing

@Suite struct ConvolutionPlanTests {

  @Test(arguments: [
    (kernel: 1, stride: 1, padding: 0, isTransposed: false, height: 5, width: 3),
    (3, 1, 1, false, 5, 3), (3, 1, 0, false, 5, 4), (4, 1, 3, false, 1, 1),
    (3, 1, 1, false, 1, 1), (1, 1, 1, false, 2, 2), (5, 1, 2, false, 1, 6),
    (1, 1, 0, false, 1, 1), (1, 2, 0, false, 5, 4), (3, 2, 1, false, 5, 4), (7, 2, 3, false, 6, 9),
    (11, 4, 0, false, 15, 19), (3, 2, 1, false, 1, 1), (4, 2, 3, false, 1, 1),
    (4, 1, 0, true, 1, 1), (4, 2, 1, true, 1, 1), (4, 2, 1, true, 3, 4), (3, 1, 1, true, 4, 4),
    (2, 3, 0, true, 2, 3),
  ])
  func `every algorithm equals the definition`(
    kernel: Int, stride: Int, padding: Int, isTransposed: Bool, height: Int, width: Int
  ) {
    expectDefinition(
      ConvolutionShape(
        inputs: 3, outputs: 4, kernel: kernel, stride: stride, padding: padding,
        isTransposed: isTransposed, grid: Grid(height: height, width: width)))
  }

  @Test func `a large map is convolved band by band`() {
    // 64·9·128 floats a row of patches: 56 rows fit in a band, so the last of three is short.
    expectDefinition(
      ConvolutionShape(
        inputs: 64, outputs: 1, kernel: 3, padding: 1, grid: Grid(height: 128, width: 128)))
  }

  @Test func `the algorithm follows from the shape`() {
    func algorithm(
      kernel: Int, side: Int, isTransposed: Bool, stride: Int = 1
    ) -> ConvolutionPlan.Algorithm {
      ConvolutionPlan.algorithm(
        for: ConvolutionShape(
          inputs: 8, outputs: 8, kernel: kernel, stride: stride, padding: 0,
          isTransposed: isTransposed, grid: Grid(height: side, width: side)))
    }
    #expect(algorithm(kernel: 4, side: 1, isTransposed: true) == .dense)
    #expect(algorithm(kernel: 4, side: 8, isTransposed: true) == .scattering)
    #expect(algorithm(kernel: 1, side: 8, isTransposed: false) == .pointwise)
    #expect(algorithm(kernel: 3, side: 8, isTransposed: false) == .patches)
    #expect(algorithm(kernel: 1, side: 8, isTransposed: false, stride: 2) == .patches)
    // A fully connected layer: the weights stay as they are in the file.
    #expect(algorithm(kernel: 1, side: 1, isTransposed: false) == .pointwise)
  }

  private func expectDefinition(
    _ shape: ConvolutionShape, at location: SourceLocation = #_sourceLocation
  ) {
    var random = SplitMix64(seed: 11)
    func tensor(_ shape: Shape) -> Tensor {
      Tensor(
        shape: shape,
        elements: (0..<shape.count).map { _ in Float.random(in: -1...1, using: &random) })
    }
    let input = tensor(Shape(shape.inputs, shape.grid.height, shape.grid.width))
    let weights = tensor(shape.weightShape)
    let output = ConvolutionPlan(shape, weights: weights).output(of: input)
    // At most 576 products of at most 1 each, summed in another order.
    expectClose(
      output, definition(shape, weights.elements, input.elements), absolute: 1e-4, at: location)
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
