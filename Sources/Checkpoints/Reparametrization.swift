/// A weight that PyTorch keeps in parts and puts together before every use.
///
/// A network runs with the weight that its module would compute in evaluation mode.
indirect enum Reparametrization: Hashable, Sendable {
  /// Spectral normalization (Miyato et al. 2018): W / σ with σ = uᵀ W v.
  case spectral(original: TensorEntry, u: TensorEntry, v: TensorEntry)
  /// Weight normalization (Salimans and Kingma 2016): g v / ‖v‖.
  case magnitude(direction: TensorEntry, g: TensorEntry)

  /// The name of the weight with this main part, and its parts, if `names` has all of them:
  /// `X_orig`, `X_u`, `X_v`; `X_g`, `X_v`; or the names of `torch.nn.utils.parametrizations`.
  init?(of main: TensorEntry, among entries: (String) -> TensorEntry?) {
    func stem(_ ending: String) -> String? {
      main.name.hasSuffix(ending) ? String(main.name.dropLast(ending.count)) : nil
    }
    if let stem = stem("_orig"), let u = entries("\(stem)_u"), let v = entries("\(stem)_v") {
      self = .spectral(original: main, u: u, v: v)
    } else if let stem = stem(".original"), let u = entries("\(stem).0._u"),
      let v = entries("\(stem).0._v")
    {
      self = .spectral(original: main, u: u, v: v)
    } else if let stem = stem("_v"), let g = entries("\(stem)_g") {
      self = .magnitude(direction: main, g: g)
    } else if let stem = stem(".original1"), let g = entries("\(stem).original0") {
      self = .magnitude(direction: main, g: g)
    } else {
      return nil
    }
    guard parts.allSatisfy(\.storage.isReal), fits else { return nil }
  }

  /// The entries that it is made of, the main one first.
  var parts: [TensorEntry] {
    switch self {
    case .spectral(let original, let u, let v): [original, u, v]
    case .magnitude(let direction, let g): [direction, g]
    }
  }

  /// The name of the weight.
  var name: String {
    let main = parts[0].name
    // `a.parametrizations.weight.original` stands for `a.weight`.
    if let marker = main.firstRange(of: "parametrizations.") {
      return String(main[..<marker.lowerBound] + main[marker.upperBound...].prefix { $0 != "." })
    }
    return String(main[..<(main.lastIndex(of: "_") ?? main.endIndex)])
  }

  /// The weight as an entry of its own.
  var entry: TensorEntry {
    TensorEntry(
      name: name, storage: .float32, place: parts[0].place,
      view: StridedView(contiguous: parts[0].extents), reparametrization: self)
  }

  /// Whether the sizes of the parts agree.
  private var fits: Bool {
    switch self {
    case .spectral(let original, let u, let v):
      !spectralAxes.isEmpty && u.extents.count == 1 && v.extents.count == 1
        && u.count.multipliedReportingOverflow(by: v.count) == (original.count, false)
    case .magnitude(let direction, let g):
      direction.count > 0
        && (g.count == 1
          || g.extents.count == direction.extents.count
            && zip(g.extents, direction.extents).allSatisfy { $0 == 1 || $0 == $1 }
            && g.extents.filter { $0 > 1 }.count == 1)
    }
  }

  /// Along which axes `u` may run: the first, and the second of transposed convolutions.
  private var spectralAxes: [Int] {
    guard case .spectral(let original, let u, _) = self, original.count > 0 else { return [] }
    return (0..<min(2, original.extents.count)).filter { original.extents[$0] == u.count }
  }

  /// How far `u` may be from W v: a step of training changes the direction little, and directions by
  /// chance are about 1 apart.
  private static let nearEnough = 0.2

  /// The weight's elements, row by row.
  ///
  /// - Throws: `CheckpointError.ambiguousAxis` where `u` and `v` do not tell the axis of a spectral
  ///   normalization: they were never brought up to date with the weight.
  func weights(from source: CheckedSource) throws(CheckpointError) -> [Float] {
    switch self {
    case .spectral(let original, let u, let v):
      let elements = try original.floats(from: source) ?? []
      let (u, v) = (try u.floats(from: source) ?? [], try v.floats(from: source) ?? [])
      let products = spectralAxes.map { axis in
        Self.product(elements, extents: original.extents, axis: axis, v)
      }
      let norm = try spectralNorm(u, products)
      return elements.map { Float(Double($0) / norm) }
    case .magnitude(let direction, let g):
      let elements = try direction.floats(from: source) ?? []
      let lengths = try g.floats(from: source) ?? []
      let axis = g.extents.firstIndex { $0 > 1 }
      let slices = Self.slices(direction.extents, axis: g.count == 1 ? nil : axis)
      var squares = [Double](repeating: 0, count: lengths.count)
      for index in elements.indices {
        squares[slices(index)] += Double(elements[index]) * Double(elements[index])
      }
      return elements.indices.map { index in
        let slice = slices(index)
        return Float(Double(elements[index]) * Double(lengths[slice]) / squares[slice].squareRoot())
      }
    }
  }

  /// uᵀ W v, from W v along each axis that is as long as u.
  ///
  /// Of two, the right one is that along which u is W v, up to its length: that was the last step that
  /// made u.
  private func spectralNorm(_ u: [Float], _ products: [[Double]]) throws(CheckpointError) -> Double
  {
    let axes = products.map { product in
      (
        distance: Self.distance(product, u),
        norm: zip(u, product).reduce(0) { $0 + Double($1.0) * $1.1 }
      )
    }.sorted { $0.distance < $1.distance }
    guard axes.count > 1, axes[0].norm != axes[1].norm else { return axes[0].norm }
    let isClear =
      axes[0].distance < Self.nearEnough && axes[1].distance > 4 * axes[0].distance
    guard isClear else { throw .ambiguousAxis(name) }
    return axes[0].norm
  }

  /// Tells along an axis the index of an element, given its place row by row.
  private static func slices(_ extents: [Int], axis: Int?) -> (Int) -> Int {
    guard let axis else { return { _ in 0 } }
    let step = extents[(axis + 1)...].reduce(1, *)
    return { $0 / step % extents[axis] }
  }

  /// W v, where W has a row for each index along the axis, and what is left in the order of the axes.
  private static func product(
    _ elements: [Float], extents: [Int], axis: Int, _ v: [Float]
  ) -> [Double] {
    let slice = slices(extents, axis: axis)
    let step = extents[(axis + 1)...].reduce(1, *)
    var product = [Double](repeating: 0, count: extents[axis])
    for index in elements.indices {
      let column = index / (step * extents[axis]) * step + index % step
      product[slice(index)] += Double(elements[index]) * Double(v[column])
    }
    return product
  }

  /// How far the directions of two vectors are apart, from 0 to 2.
  private static func distance(_ product: [Double], _ u: [Float]) -> Double {
    let dot = zip(product, u).reduce(0) { $0 + $1.0 * Double($1.1) }
    let length = product.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return length > 0 ? 1 - dot / length : 2
  }
}
