import Tensors
import Units

/// The layers that VGG16 and AlexNet have in common.
extension LayerReader {
  /// The module's full name; some checkpoints leave out that of the part that it belongs to.
  func key(_ module: String, in part: String) -> String {
    let isWhole = !contains("\(module).weight") && containsAny(of: "\(part).")
    return isWhole ? "\(part).\(module)" : module
  }

  /// Reads a convolution of the `features`, whose ReLU is a layer of the same features.
  ///
  /// - Parameters:
  ///   - number: What follows `conv` and `relu` in the names.
  ///   - kernel: The side of the kernel.
  ///   - stride: How far apart its places are.
  ///   - padding: Zeros around the map.
  ///   - mayBeSplit: Whether each half of the units may see its half of the channels only.
  /// - Throws: The tensor that is missing, or does not fit the layer before.
  mutating func appendConvolution(
    _ number: String, kernel: Int, stride: Int = 1, padding: Int, mayBeSplit: Bool = false
  ) throws(NetworkError) {
    let module = key("conv\(number)", in: "features")
    let input = size(at: last)
    let found = try extents("\(module).weight", [nil, nil, kernel, kernel])
    let isSplit = mayBeSplit && 2 * found.second == input.units && found.first.isMultiple(of: 2)
    let groups = isSplit ? 2 : 1
    let (outputs, inputs) = try extents(
      "\(module).weight", [nil, input.units / groups, kernel, kernel])
    let shape = ConvolutionShape(
      inputs: inputs, outputs: outputs / groups, kernel: kernel, stride: stride, padding: padding,
      grid: input.grid)
    let weights = try parameters("\(module).weight", Shape(outputs, inputs, kernel, kernel))
    let bias = try parameters("\(module).bias", Shape(outputs)).elements
    let names = ["conv\(number)", "relu\(number)"]
    guard isSplit else {
      try append(
        Convolution(shape, weights: weights, bias: bias, activation: .relu), names: names)
      return
    }
    try appendGroups(shape, of: input, weights: weights.slices(groups), bias: bias, names: names)
  }

  /// Adds convolutions that do not see each other, each of its share of the units.
  private mutating func appendGroups(
    _ shape: ConvolutionShape, of input: MapSize, weights: [Tensor], bias: [Float],
    names: [String]
  ) throws(NetworkError) {
    let source = last
    var parts: [LayerGraph.Source] = []
    for (group, weights) in weights.enumerated() {
      let units = group * shape.inputs..<(group + 1) * shape.inputs
      try append(UnitSelection(units, of: input), reading: [source])
      parts.append(
        try append(
          Convolution(
            shape, weights: weights,
            bias: Array(bias[group * shape.outputs..<(group + 1) * shape.outputs]),
            activation: .relu)))
    }
    try append(
      Concatenation(of: parts.map { size(at: $0) }), names: names, reading: parts)
  }

  /// Adds a pooling layer, which has no tensors.
  mutating func appendMaximum(
    _ name: String, window: Int, stride: Int, padding: Int = 0
  ) throws(NetworkError) {
    let window = Window(side: window, stride: stride, padding: padding)
    try append(MaximumPooling(window, of: size(at: last)), names: [name])
  }

  /// Reads a fully connected layer.
  ///
  /// - Parameters:
  ///   - names: The layer's name, and that of its ReLU if it has one.
  ///   - module: The name before `.weight` and `.bias`.
  /// - Throws: The tensor that is missing, or does not fit the layer before.
  mutating func appendFullyConnected(
    _ names: [String], module: String
  ) throws(NetworkError) {
    let input = size(at: last)
    let inputs = input.units * input.grid.count
    let (outputs, _) = try extents("\(module).weight", [nil, inputs])
    let weights = try parameters("\(module).weight", Shape(outputs, inputs))
    // A kernel that covers the whole map, which is a square wherever it has more than one pixel.
    let shape = ConvolutionShape(
      inputs: input.units, outputs: outputs, kernel: input.grid.height, padding: 0,
      grid: input.grid)
    try append(
      Convolution(
        shape, weights: Tensor(shape: shape.weightShape, elements: weights.elements),
        bias: try parameters("\(module).bias", Shape(outputs)).elements,
        activation: names.count > 1 ? .relu : .none),
      names: names)
  }

  /// Reads the three fully connected layers of the `classifier`; of the last, any name that exists.
  mutating func appendClassifier(last names: [String]) throws(NetworkError) {
    for number in [6, 7] {
      try appendFullyConnected(
        ["fc\(number)", "relu\(number)"], module: key("fc\(number)", in: "classifier"))
    }
    let last = names.first { contains("\(key($0, in: "classifier")).weight") } ?? names[0]
    try appendFullyConnected([last], module: key(last, in: "classifier"))
  }

  /// The side of the maps that `fc6` reads, which decides the size of the pictures.
  ///
  /// - Parameter convolution: The last one before it.
  /// - Returns: The side in cells.
  /// - Throws: That `fc6` reads no square of maps, or what is missing.
  func sideOfLastMaps(after convolution: String) throws(NetworkError) -> Int {
    let last = key(convolution, in: "features")
    let name = "\(key("fc6", in: "classifier")).weight"
    let (units, _) = try extents("\(last).weight", [nil, nil, 3, 3])
    let (outputs, inputs) = try extents(name, [nil, nil])
    let side = Int(Double(inputs / units).squareRoot().rounded())
    guard side > 0, units * side * side == inputs else {
      throw .unexpectedShape(
        name, expected: "any×\(units)·n², as '\(last)' has \(units) units",
        found: Shape(outputs, inputs))
    }
    return side
  }
}

extension Tensor {
  /// Cuts the first extent into equal parts.
  fileprivate func slices(_ count: Int) -> [Tensor] {
    let part = Shape([shape.extents[0] / count] + shape.extents.dropFirst())
    return (0..<count).map {
      Tensor(shape: part, elements: Array(elements[$0 * part.count..<($0 + 1) * part.count]))
    }
  }
}
