import Tensors
import TestSupport
import Testing
import Units

/// The gradient rules of operations; whole networks are compared with PyTorch's autograd in NetworksTests.
@Suite struct GradientTests {
  private func size(_ units: Int, _ height: Int, _ width: Int) -> MapSize {
    MapSize(units: units, grid: Grid(height: height, width: width))
  }

  /// The gradients of all inputs, from that of the output.
  private func gradients(
    of operation: any LayerOperation, _ inputs: [Tensor], from gradient: Tensor
  ) -> [Tensor] {
    func map(_ size: MapSize) -> FeatureMap {
      FeatureMap(height: size.grid.height, width: size.grid.width, units: size.units)
    }
    let maps = inputs.map { input in
      let features = FeatureMap([input])
      let map = MeasuredMap(
        features, scales: PixelScales(height: features.height, width: features.width))
      map.measure(features.region)
      return map
    }
    let output = map(operation.output)
    operation.write(
      operation.output.region, of: MeasuredMap(output), from: maps, scratch: Scratch())
    let pass = BackwardPass(
      gradient: FeatureMap([gradient]), output: output, inputs: maps, memory: GradientMemory())
    return operation.inputs.enumerated().map { number, size in
      let target = map(size)
      // What was there before counts nothing.
      target.write(.random(Shape(size.units, size.grid.height, size.grid.width), seed: 77))
      operation.writeGradient(ofInput: number, to: target, in: pass)
      return target.tensor()
    }
  }

  private func shape(_ size: MapSize) -> Shape {
    Shape(size.units, size.grid.height, size.grid.width)
  }

  private func product(_ first: Tensor, _ second: Tensor) -> Double {
    zip(first.elements, second.elements).reduce(0) { $0 + Double($1.0) * Double($1.1) }
  }

  @Test(arguments: OperationCase.all.filter(\.isLinear))
  func `the gradient of a linear operation is its transpose`(operation: OperationCase) {
    let sizes = operation.operation.inputs
    let inputs = sizes.enumerated().map { Tensor.random(shape($1), seed: UInt64($0)) }
    let gradient = Tensor.random(shape(operation.operation.output), seed: 8)
    let found = gradients(of: operation.operation, inputs, from: gradient)
    let forward = product(operation.definition(inputs), gradient)
    let backward = zip(found, inputs).reduce(0) { $0 + product($1.0, $1.1) }
    #expect(abs(forward - backward) < 1e-4 * (1 + abs(forward)))

    // A feature by itself shows its own element.
    var random = SplitMix64(seed: 5)
    let zeros = sizes.map {
      Tensor(shape: shape($0), elements: [Float](repeating: 0, count: shape($0).count))
    }
    for number in inputs.indices {
      let index = Int.random(in: zeros[number].elements.indices, using: &random)
      var one = zeros
      one[number].elements[index] = 1
      let expected = product(operation.definition(one), gradient)
      #expect(abs(Double(found[number].elements[index]) - expected) < 2e-4)
    }
  }

  @Test func `the gradient of a maximum goes to the first of equal ones, of every window`() {
    let pooling = MaximumPooling(Window(side: 3, stride: 2), of: size(1, 3, 5))
    let map = Tensor(
      shape: Shape(1, 3, 5),
      elements: [
        0, 0, 7, 0, 0,
        0, 0, 0, 0, 0,
        7, 0, 0, 0, 9,
      ])
    let gradient = Tensor(shape: Shape(1, 1, 2), elements: [2, 30])
    #expect(
      gradients(of: pooling, [map], from: gradient)[0].elements == [
        0, 0, 2, 0, 0,
        0, 0, 0, 0, 0,
        0, 0, 0, 0, 30,
      ])
    let shared = Tensor(
      shape: Shape(1, 3, 5), elements: map.elements.map { $0 == 9 ? 1 : $0 })
    #expect(gradients(of: pooling, [shared], from: gradient)[0].elements[2] == 32)
  }

  @Test(arguments: [Activation.none, .relu, .leakyReLU, .tanh])
  func `an activation has the slope of its sum`(activation: Activation) {
    let sums: [Float] = [-2, -0.5, 0.25, 3]
    let expected = sums.map { sum in
      let step: Float = 1.0 / 1024
      return (activation.definition(sum + step) - activation.definition(sum - step)) / (2 * step)
    }
    let addition = Addition(of: size(4, 1, 1), then: activation)
    let halves = Tensor(shape: Shape(4, 1, 1), elements: sums.map { $0 / 2 })
    let ones = Tensor(shape: Shape(4, 1, 1), elements: [1, 1, 1, 1])
    for found in gradients(of: addition, [halves, halves], from: ones) {
      expectClose(found, Tensor(shape: ones.shape, elements: expected), absolute: 1e-3)
    }
  }

  @Test func `local normalization counts a feature in its own output and its neighbours' divisors`()
  {
    // Features so large that the divisors are far from 1.
    let local = LocalNormalization(of: size(7, 1, 1))
    let elements: [Float] = [100, -200, 300, 400, 50, -350, 150]
    let weights = Tensor.random(Shape(7, 1, 1), seed: 2)
    let found = gradients(
      of: local, [Tensor(shape: Shape(7, 1, 1), elements: elements)], from: weights)[0]
    for unit in elements.indices {
      func result(_ difference: Float) -> Double {
        var changed = elements
        changed[unit] += difference
        return product(
          local.definition(Tensor(shape: Shape(7, 1, 1), elements: changed)), weights)
      }
      let expected = (result(2) - result(-2)) / 4
      #expect(abs(Double(found.elements[unit]) - expected) < 1e-4)
    }
  }

  @Test(arguments: [(7, 6), (3, 3), (12, 9), (1, 20), (6, 4)])
  func `the gradient of resizing is its transpose`(height: Int, width: Int) {
    let (grid, source) = (Grid(height: height, width: width), Shape(2, 6, 4))
    let maps = Tensor.random(source, seed: 1)
    let gradient = Tensor.random(Shape(2, height, width), seed: 2)
    let found = gradient.resizingGradient(on: Grid(height: 6, width: 4))
    #expect(found.shape == source)
    let forward = product(maps.resized(to: grid), gradient)
    #expect(abs(product(found, maps) - forward) < 1e-4)
    var one = Tensor(shape: source, elements: [Float](repeating: 0, count: source.count))
    one.elements[29] = 1
    #expect(abs(Double(found.elements[29]) - product(one.resized(to: grid), gradient)) < 1e-5)
  }
}
