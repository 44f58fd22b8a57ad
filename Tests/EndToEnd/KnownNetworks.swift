import Checkpoints
import Foundation
import Tensors

/// A generator and a segmenter whose units are known by construction.
///
/// The generator is a DCGAN of 128 px. A first number of the latent draws a red square where it is above
/// 0, a second one a blue square, each an eighth of a side wide and always in its place. The squares grow
/// by copies of pixels, so that they have sharp edges at every layer. The segmenter tells colours apart, and
/// its coarsest layer has a unit for each.
enum KnownNetworks {
  static let concepts = ["ground", "red", "blue"]
  /// What the units of every layer do: 0 draws red, 1 draws blue, 2 is active where blue is but draws
  /// nothing, 3 is never active.
  static let unitCount = 4
  /// The layer whose grid is that of the labels.
  static let layer = "main.14"

  static func write(generator: String, segmenter: String) throws {
    try write(Checkpoint(generatorTensors), to: generator)
    try write(
      Checkpoint(
        segmenterTensors,
        metadata: [
          "ganbrush": "segmenter", "concepts": concepts.joined(separator: " "), "size": "128",
        ]), to: segmenter)
  }

  private static func write(_ checkpoint: Checkpoint, to path: String) throws {
    var bytes: [UInt8] = []
    try SafetensorsWriter(checkpoint, isHalf: false).write { bytes += $0 }
    try Data(bytes).write(to: URL(filePath: path))
  }

  private static func zeros(_ extents: Int...) -> Tensor {
    let shape = Shape(extents)
    return Tensor(shape: shape, elements: [Float](repeating: 0, count: shape.count))
  }

  /// Batch normalization that changes nothing.
  private static func add(_ name: String, units: Int, to tensors: inout [String: Tensor]) {
    for (field, value) in [("weight", 1), ("bias", 0), ("running_mean", 0), ("running_var", 1)] {
      tensors["\(name).\(field)"] = Tensor(
        shape: Shape(units), elements: [Float](repeating: Float(value), count: units))
    }
  }

  private static var generatorTensors: [String: Tensor] {
    var tensors: [String: Tensor] = [:]
    func set(
      _ name: String, _ input: Int, _ output: Int, _ taps: [(row: Int, column: Int)],
      _ weight: Float
    ) {
      guard var tensor = tensors[name] else { return }
      let outputs = tensor.shape.extents[1]
      for tap in taps {
        tensor.elements[((input * outputs + output) * 4 + tap.row) * 4 + tap.column] = weight
      }
      tensors[name] = tensor
    }
    let names = stride(from: 0, through: 15, by: 3).map { "main.\($0).weight" }
    for (index, name) in names.enumerated() {
      let isLast = index == names.count - 1
      tensors[name] = zeros(index == 0 ? 2 : unitCount, isLast ? 3 : unitCount, 4, 4)
      if !isLast { add("main.\(3 * index + 1)", units: unitCount, to: &tensors) }
    }
    // Two cells of sixteen; large, so that the least that is above 0 shows in full colour.
    for (number, unit, cell) in [(0, 0, 1), (1, 1, 2), (1, 2, 2)] {
      set(names[0], number, unit, [(cell, cell)], 1e6)
    }
    // Row and column 1 of a kernel write the first of the two pixels that a pixel becomes, 2 the second.
    let both = [1, 2].flatMap { row in [1, 2].map { (row: row, column: $0) } }
    for (index, name) in names.enumerated().dropFirst().dropLast() {
      for unit in 0..<unitCount { set(name, unit, unit, index == 1 ? [(1, 1)] : both, 1) }
    }
    set(names[names.count - 1], 0, 0, both, 1)
    set(names[names.count - 1], 1, 2, both, 1)
    return tensors
  }

  private static var segmenterTensors: [String: Tensor] {
    var tensors: [String: Tensor] = [:]
    func addBlock(_ name: String, inputs: Int, passing pairs: [(from: Int, to: Int)]) {
      var weight = zeros(2, inputs, 3, 3)
      for (from, to) in pairs { weight.elements[(to * inputs + from) * 9 + 4] = 1 }
      tensors["\(name).0.weight"] = weight
      add("\(name).1", units: 2, to: &tensors)
    }
    for scale in 0..<5 {
      let isFine = scale == 0
      addBlock(
        "down.\(scale).0", inputs: isFine ? 3 : 2, passing: [(0, 0), (isFine ? 2 : 1, 1)])
      addBlock("down.\(scale).1", inputs: 2, passing: [(0, 0), (1, 1)])
      // What comes from the coarser scale stands before what was found at this one.
      guard scale < 4 else { continue }
      addBlock("up.\(scale)", inputs: 4, passing: isFine ? [(2, 0), (3, 1)] : [])
    }
    tensors["out.weight"] = Tensor(shape: Shape(3, 2, 1, 1), elements: [0, 0, 1, 0, 0, 1])
    tensors["out.bias"] = Tensor(shape: Shape(3), elements: [0.25, 0, 0])
    return tensors
  }
}
