import Tensors
import TestSupport
import Testing
import Units

/// An operation with its definition, for what holds of all operations.
struct OperationCase: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let operation: any LayerOperation
  let definition: @Sendable ([Tensor]) -> Tensor
  /// How far the two may differ, because they add in another order.
  let tolerance: Float
  /// Whether the output is a sum of products of the inputs with constants.
  let isLinear: Bool

  init(
    _ name: String, _ operation: some LayerOperation, tolerance: Float = 0, isLinear: Bool = false,
    _ definition: @escaping @Sendable ([Tensor]) -> Tensor
  ) {
    testDescription = name
    self.operation = operation
    self.tolerance = tolerance
    self.isLinear = isLinear
    self.definition = definition
  }

  /// Every scheme of every kind of convolution, and all other operations.
  static let all = convolutions + others

  // MARK: Convolutions

  private static let convolutions = shapes.flatMap { shape in
    Convolution.schemes(for: shape).flatMap { scheme in
      // With and without what surrounds a convolution in a network.
      [
        convolution(shape, scheme, .none, isBare: true),
        convolution(shape, scheme, shape.outputs == 4 ? .tanh : .leakyReLU, isBare: false),
      ]
    }
  }

  private static let shapes: [ConvolutionShape] =
    plain.flatMap { kernel, stride, padding, isTransposed, height, width in
      // Few outputs, half a panel, and more than one.
      [4, 16, 36].map { outputs in
        ConvolutionShape(
          inputs: 3, outputs: outputs, kernel: kernel, stride: stride, padding: padding,
          isTransposed: isTransposed, grid: Grid(height: height, width: width))
      }
    }
    + [(1, 1), (2, 3), (5, 4), (9, 8)].flatMap { height, width in
      [4, 16, 36].map { outputs in
        ConvolutionShape(
          inputs: 3, outputs: outputs, kernel: 3, padding: 1, doublesInput: true,
          grid: Grid(height: height, width: width))
      }
    }
    + [(2, 2), (4, 4), (5, 7), (13, 3)].flatMap { height, width in
      [1, 4, 33].map { inputs in
        ConvolutionShape(
          inputs: inputs, outputs: 36, kernel: 3, padding: 1,
          grid: Grid(height: height, width: width))
      }
    }

  private static let plain = [
    (1, 1, 0, false, 5, 3), (3, 1, 1, false, 5, 3), (3, 1, 0, false, 5, 4), (4, 1, 3, false, 1, 1),
    (3, 1, 1, false, 1, 1), (1, 1, 1, false, 2, 2), (5, 1, 2, false, 1, 6), (1, 1, 0, false, 1, 1),
    (1, 2, 0, false, 5, 4), (3, 2, 1, false, 5, 4), (7, 2, 3, false, 6, 9),
    (11, 4, 0, false, 15, 19), (3, 2, 1, false, 1, 1), (4, 2, 3, false, 1, 1),
    (4, 1, 0, false, 4, 4), (4, 1, 0, true, 1, 1), (4, 2, 1, true, 1, 1), (4, 2, 1, true, 3, 4),
  ]

  private static func convolution(
    _ shape: ConvolutionShape, _ scheme: TileScheme, _ activation: Activation, isBare: Bool
  ) -> OperationCase {
    let weights = Tensor.random(shape.weightShape, seed: 11)
    let bias = isBare ? [] : Tensor.random(Shape(shape.outputs), seed: 12).elements
    let definition = ConvolutionDefinition(
      shape, weights: weights, bias: bias, activation: activation, normalizesPixels: !isBare)
    let name =
      "\(scheme), \(shape.kernel)×\(shape.kernel)/\(shape.stride)+\(shape.padding), \(shape.inputs) to "
      + "\(shape.outputs) on \(shape.grid)\(isBare ? "" : ", scaled, \(activation)")"
    return OperationCase(
      name,
      Convolution(
        shape, scheme, weights: weights, bias: bias, activation: activation,
        normalizesPixels: !isBare),
      // At most 576 products of at most 2 each, summed in another order.
      tolerance: 2e-4, isLinear: isBare
    ) { definition.output(of: $0[0]) }
  }

  // MARK: Others

  private static func size(_ units: Int, _ height: Int, _ width: Int) -> MapSize {
    MapSize(units: units, grid: Grid(height: height, width: width))
  }

  private static let others: [OperationCase] =
    windows.flatMap { window in [2, 17].map { pooling(window, units: $0) } }
    + [1, 16, 21].flatMap { others(units: $0) }

  private static let windows = [(2, 2, 0), (3, 2, 0), (3, 2, 1), (1, 1, 0), (4, 3, 2), (5, 1, 2)]
    .map { Window(side: $0, stride: $1, padding: $2) }

  private static func pooling(_ window: Window, units: Int) -> OperationCase {
    let pooling = MaximumPooling(window, of: size(units, 7, 6))
    let name = "maxima of \(window.side)/\(window.stride)+\(window.padding), \(units) units"
    return OperationCase(name, pooling) { pooling.definition($0[0]) }
  }

  private static func others(units: Int) -> [OperationCase] {
    let size = size(units, 5, 7)
    let averaging = Averaging(of: size)
    let addition = Addition(of: size, then: .relu)
    let normalization = Normalization(
      scale: Tensor.random(Shape(units), seed: 3).elements,
      shift: Tensor.random(Shape(units), seed: 4).elements, of: size, then: .relu)
    let local = LocalNormalization(of: size)
    let joined = Concatenation(of: [Self.size(5, 2, 3), Self.size(units, 4, 6)])
    let beside = Concatenation(of: [size, Self.size(2, 5, 7), size])
    let selection = UnitSelection(units / 3..<(2 * units + 2) / 3, of: size)
    return [
      OperationCase("averages of \(units) units", averaging, tolerance: 1e-6, isLinear: true) {
        averaging.definition($0[0])
      },
      OperationCase("sums of \(units) units", addition) { addition.definition($0[0], $0[1]) },
      OperationCase("batch normalization of \(units) units", normalization, tolerance: 1e-6) {
        normalization.definition($0[0])
      },
      OperationCase("local normalization of \(units) units", local, tolerance: 1e-6) {
        local.definition($0[0])
      },
      OperationCase("5 doubled units beside \(units)", joined, isLinear: true) {
        joined.definition($0)
      },
      OperationCase("\(units), 2 and \(units) units", beside, isLinear: true) {
        beside.definition($0)
      },
      OperationCase("some of \(units) units", selection, isLinear: true) {
        selection.definition($0[0])
      },
    ]
  }
}

extension Tensor {
  /// Elements from -1 to 1, the same for the same seed.
  static func random(_ shape: Shape, seed: UInt64) -> Tensor {
    var random = SplitMix64(seed: seed)
    return Tensor(
      shape: shape,
      elements: (0..<shape.count).map { _ in Float.random(in: -1...1, using: &random) })
  }
}
