import Tensors
import TestSupport
import Testing
import Units

/// The definitions themselves, by examples that can be checked by hand.
@Suite struct DefinitionTests {
  private func size(_ units: Int, _ height: Int, _ width: Int) -> MapSize {
    MapSize(units: units, grid: Grid(height: height, width: width))
  }

  private func tensor(_ extents: Int..., elements: [Float]) -> Tensor {
    Tensor(shape: Shape(extents), elements: elements)
  }

  @Test(arguments: [
    (Activation.none, [-0.5, 1.5, -3, 1] as [Float]),
    (.relu, [0, 1.5, 0, 1]),
    (.leakyReLU, [-0.1, 1.5, -0.6, 1]),
    (.tanh, [-0.46211717, 0.9051482, -0.9950548, 0.7615942]),
  ])
  func `each unit gets its bias, then the activation`(activation: Activation, expected: [Float]) {
    let identity = ConvolutionDefinition(
      ConvolutionShape(
        inputs: 2, outputs: 2, kernel: 1, padding: 0, grid: Grid(height: 1, width: 2)),
      weights: tensor(2, 2, 1, 1, elements: [1, 0, 0, 1]), bias: [0.5, -2], activation: activation)
    expectClose(
      identity.output(of: tensor(2, 1, 2, elements: [-1, 1, -1, 3])),
      tensor(2, 1, 2, elements: expected), absolute: 1e-6)
  }

  @Test(arguments: [Activation.none, .relu, .leakyReLU, .tanh])
  func `an activation hides no NaN, and tanh no infinity`(activation: Activation) {
    #expect(activation.definition(.nan).isNaN)
    #expect(activation.definition(.infinity) == .infinity)
    // The engine's own, through the end of a residual block.
    let addition = Addition(of: size(3, 1, 1), then: activation)
    let output = MeasuredMap(FeatureMap(height: 1, width: 1, units: 3))
    let sums = MeasuredMap(FeatureMap([tensor(3, 1, 1, elements: [.nan, .infinity, 1])]))
    addition.write(output.features.region, of: output, from: [sums, sums], scratch: Scratch())
    let found = output.features.tensor().elements
    #expect(found[0].isNaN && found[1] == .infinity && found[2].isFinite)
  }

  @Test func `a convolution sums over what lies under the kernel, a transposed one spreads it`() {
    let grid = Grid(height: 1, width: 3)
    let plain = ConvolutionShape(
      inputs: 1, outputs: 1, kernel: 3, stride: 2, padding: 1, grid: grid)
    let weights = tensor(1, 1, 3, 3, elements: [0, 0, 0, 1, 10, 100, 0, 0, 0])
    #expect(
      ConvolutionDefinition(plain, weights: weights)
        .output(of: tensor(1, 1, 3, elements: [1, 2, 3])).elements == [210, 32])
    let spread = ConvolutionShape(
      inputs: 1, outputs: 1, kernel: 4, stride: 2, padding: 1, isTransposed: true,
      grid: Grid(height: 1, width: 2))
    let taps = tensor(
      1, 1, 4, 4, elements: [0, 0, 0, 0, 1, 10, 100, 1000, 0, 0, 0, 0, 0, 0, 0, 0])
    #expect(
      ConvolutionDefinition(spread, weights: taps)
        .output(of: tensor(1, 1, 2, elements: [1, 2])).elements
        == [10, 102, 1020, 200, 0, 0, 0, 0])
  }

  @Test func `a doubled input is that of pixels four times`() {
    let shape = ConvolutionShape(
      inputs: 1, outputs: 1, kernel: 3, padding: 1, doublesInput: true,
      grid: Grid(height: 1, width: 2))
    let middle = tensor(1, 1, 3, 3, elements: [0, 0, 0, 0, 1, 0, 0, 0, 0])
    #expect(
      ConvolutionDefinition(shape, weights: middle)
        .output(of: tensor(1, 1, 2, elements: [3, 4])).elements == [3, 3, 4, 4, 3, 3, 4, 4])
  }

  @Test func `a scaled pixel has unit mean square`() {
    let shape = ConvolutionShape(
      inputs: 2, outputs: 2, kernel: 1, padding: 0, grid: Grid(height: 1, width: 3))
    let identity = ConvolutionDefinition(
      shape, weights: tensor(2, 2, 1, 1, elements: [1, 0, 0, 1]), normalizesPixels: true)
    let root = Float(12.5).squareRoot()
    expectClose(
      identity.output(of: tensor(2, 1, 3, elements: [3, 0, 1, 4, 0, -1])),
      tensor(2, 1, 3, elements: [3 / root, 0, 1, 4 / root, 0, -1]), absolute: 1e-6)
  }

  @Test func `pooling keeps the largest and leaves out what does not fit`() {
    let pooling = MaximumPooling(Window(side: 2, stride: 2), of: size(1, 3, 3))
    let map = tensor(1, 3, 3, elements: [1, 2, 9, 4, 3, 9, 9, 9, 9])
    #expect(pooling.definition(map) == tensor(1, 1, 1, elements: [4]))
  }

  @Test func `what is no number is the largest of a pooling, wherever it lies`() {
    let pooling = MaximumPooling(Window(side: 2, stride: 1), of: size(1, 2, 3))
    let map = tensor(1, 2, 3, elements: [1, 2, 3, 4, 5, .nan])
    let found = pooling.definition(map).elements
    #expect(found[0] == 5 && found[1].isNaN)
    let first = pooling.definition(tensor(1, 2, 3, elements: [.nan, 2, 3, 4, 5, 6])).elements
    #expect(first[0].isNaN && first[1] == 6)
  }

  @Test func `the padding of a pooling never counts`() {
    let pooling = MaximumPooling(Window(side: 3, stride: 2, padding: 1), of: size(1, 2, 2))
    let map = tensor(1, 2, 2, elements: [-1, -2, -3, -4])
    #expect(pooling.definition(map) == tensor(1, 1, 1, elements: [-1]))
  }

  @Test func `a window that is larger than the map is a programmer's error`() async {
    await #expect(processExitsWith: .failure) {
      let grid = Grid(height: 2, width: 2)
      _ = MaximumPooling(Window(side: 3, stride: 1), of: MapSize(units: 1, grid: grid))
    }
  }

  @Test func `the average is each unit's own`() {
    let map = tensor(2, 1, 2, elements: [1, 2, -4, 8])
    #expect(Averaging(of: size(2, 1, 2)).definition(map) == tensor(2, 1, 1, elements: [1.5, 2]))
  }

  @Test func `local normalization counts two neighbours on each side`() {
    // Activations large enough that the divisor is far from 1.
    let local = LocalNormalization(of: size(4, 1, 1))
    let found = local.definition(tensor(4, 1, 1, elements: [100, 200, 300, 400]))
    func expected(_ x: Double, _ squares: Double) -> Float {
      let root = (1 + 1e-4 * squares / 5).squareRoot()
      return Float(x / (root * root.squareRoot()))
    }
    expectClose(
      found,
      tensor(
        4, 1, 1,
        elements: [
          expected(100, 140_000), expected(200, 300_000), expected(300, 300_000),
          expected(400, 290_000),
        ]), absolute: 0, relative: 1e-6)
  }

  @Test func `doubled units come first, and each of their pixels four times`() {
    let joined = Concatenation(of: [size(1, 1, 1), size(1, 2, 2)])
    #expect(
      joined.definition([
        tensor(1, 1, 1, elements: [9]), tensor(1, 2, 2, elements: [1, 2, 3, 4]),
      ]) == tensor(2, 2, 2, elements: [9, 9, 9, 9, 1, 2, 3, 4]))
  }

  @Test func `each slice is scaled by its own factor`() {
    var kernels = tensor(2, 1, 1, 2, elements: [1, 2, 3, 4])
    kernels.scaleSlices(by: [2, -1])
    #expect(kernels.elements == [2, 4, -3, -4])
  }
}
