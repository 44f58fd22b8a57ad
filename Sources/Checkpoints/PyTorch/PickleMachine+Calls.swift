import Files

extension PickleMachine {
  /// Makes what a call of a class or function would return.
  ///
  /// - Parameters:
  ///   - callee: The global that was pushed first; what is not known gives an opaque object.
  ///   - arguments: A tuple.
  /// - Returns: The value, whose objects are in the heap.
  /// - Throws: `CheckpointError.pickle` when the arguments are not what a known callee takes.
  mutating func result(
    of callee: PickleValue, arguments: PickleValue
  ) throws(CheckpointError) -> PickleValue {
    guard case .tuple? = heap.object(arguments) else { throw expected("a tuple of arguments") }
    switch callee {
    case .global(let global): return try result(of: global, arguments)
    case .otherGlobal(let name) where Self.setNames.contains(name):
      guard let items = heap.items(arguments, limit: 1)?.first, case .list? = heap.object(items)
      else { return try makeOpaque() }
      return items
    case .otherGlobal(let name):
      guard let hindrance = PickleGlobal.hindrance(of: name) else { return try makeOpaque() }
      return try make(.unreadableTensor(hindrance))
    case .object: return try makeOpaque()
    default: throw expected("a class or function to call")
    }
  }

  /// The call that makes a set of a list.
  private static let setNames: Set = [
    "__builtin__.set", "builtins.set", "__builtin__.frozenset", "builtins.frozenset",
  ]

  private mutating func result(
    of global: PickleGlobal, _ tuple: PickleValue
  ) throws(CheckpointError) -> PickleValue {
    // No function here takes more arguments; a longer tuple is not copied.
    let arguments = heap.items(tuple, limit: 8) ?? []
    switch global {
    case .orderedDictionary, .counter: return try dictionary(of: arguments.first)
    case .defaultDictionary: return try dictionary(of: arguments.dropFirst().first)
    case .tensor, .tensorV2, .tensorV3: return try tensor(arguments, by: global)
    case .parameter, .parameterWithState:
      guard let first = arguments.first else { throw expected("a tensor for a parameter") }
      switch heap.object(first) {
      case .tensor, .unreadableTensor, .opaque: return first
      default: throw expected("a tensor for a parameter")
      }
    case .tensorOfClass:
      guard arguments.count >= 3, case .tuple? = heap.object(arguments[2]) else {
        return try make(.unreadableTensor("of a class that is not known"))
      }
      if case .global(.tensorOfClass) = arguments[0] {
        return try make(.unreadableTensor("of a class that is not known"))
      }
      return try result(of: arguments[0], arguments: arguments[2])
    case .size:
      guard arguments.count == 1, let count = heap.itemCount(arguments[0]) else {
        throw expected("the extents of a size")
      }
      guard case .list? = heap.object(arguments[0]) else { return arguments[0] }
      // The list may change later, so its items are copied.
      try take(count)
      return try makeTuple(heap.items(arguments[0]) ?? [])
    case .numberType:
      guard case .text(let code)? = arguments.first else {
        return try makeOpaque()
      }
      return try make(.numberType(code, isBigEndian: false))
    case .scalar, .scalarOfNumpy2: return try scalar(arguments)
    case .encode:
      // Only numbers are decoded; longer bytes stay text.
      guard case .text(let text)? = arguments.first else { throw expected("text to encode") }
      let scalars = text.unicodeScalars.prefix(Self.longestScalar + 1)
      guard scalars.count <= Self.longestScalar, scalars.allSatisfy({ $0.value < 256 }) else {
        return try makeOpaque()
      }
      return .bytes(scalars.map { UInt8($0.value) })
    }
  }

  /// The most axes that PyTorch gives a tensor.
  private static let axisLimit = 64

  /// The bytes of the longest number that numpy writes.
  private static let longestScalar = 32

  /// Changes a value by the state that its class would take.
  ///
  /// - Returns: What takes its place; nil where nothing changes.
  func build(_ value: PickleValue, from state: PickleValue) throws(CheckpointError) -> PickleObject?
  {
    switch heap.object(value) {
    case .numberType(let code, _):
      guard let state = heap.items(state, limit: 2), state.count > 1,
        case .text(let order) = state[1]
      else { return nil }
      return .numberType(code, isBigEndian: order == ">")
    case .opaque(var object):
      // A pair is the state of the object's own and that of its slots.
      let own = heap.itemCount(state) == 2 ? heap.items(state)?.first : state
      object.state = own
      return .opaque(object)
    // This is the `_metadata` of a state dict, versions of modules, or something else that does not
    // matter.
    default: return nil
    }
  }

  /// Makes what a persistent id stands for: `('storage', class, key, location, elements[, view])`,
  /// or a class with its source: `('module', class, file, source)`.
  mutating func persistent(_ id: PickleValue) throws(CheckpointError) -> PickleValue {
    guard let id = heap.items(id, limit: 8), id.count >= 2, case .text(let kind) = id[0] else {
      throw expected("the name, class and size of a storage")
    }
    if kind == "module" { return id[1] }
    guard kind == "storage", id.count >= 5, case .text(let key) = id[2],
      case .integer(let count) = id[4], count >= 0
    else { throw expected("the name, class and size of a storage") }
    guard case .otherGlobal(let name) = id[1] else { throw expected("the class of a storage") }
    guard let type = PickledType(storageClass: name) else { return try makeOpaque() }
    guard id.count > 5, let view = heap.items(id[5], limit: 4) else {
      return try make(
        .storage(PickledStorage(type: type, key: key, count: count, part: 0..<count)))
    }
    guard view.count == 3, case .integer(let start) = view[1], case .integer(let length) = view[2],
      0...count ~= start, 0...count - start ~= length
    else { throw expected("a part of the storage's \(count) elements") }
    return try make(
      .storage(
        PickledStorage(type: type, key: key, count: count, part: start..<start + length)))
  }

  /// The arguments are `(storage, offset, size, stride, gradient, hooks, [type], [signs])`;
  /// gradients and hooks are ignored.
  private mutating func tensor(
    _ arguments: [PickleValue], by global: PickleGlobal
  ) throws(CheckpointError) -> PickleValue {
    if let first = arguments.first, case .opaque? = heap.object(first) {
      return try make(.unreadableTensor("of a storage that is not known"))
    }
    guard arguments.count >= 4, case .storage(let storage)? = heap.object(arguments[0]),
      case .integer(let offset) = arguments[1],
      let extents = heap.integers(arguments[2], limit: Self.axisLimit),
      let strides = heap.integers(arguments[3], limit: Self.axisLimit)
    else { throw expected("a storage, an offset, extents and strides") }
    var type = storage.type
    var signs = arguments.dropFirst(6).first
    if global == .tensorV3 {
      guard case .otherGlobal(let name)? = signs else { throw expected("the type of a tensor") }
      guard let named = PickledType(global: name) else {
        return try make(.unreadableTensor("of the type \(name.shown())"))
      }
      type = named
      signs = arguments.dropFirst(7).first
    }
    return try make(
      .tensor(
        PickledTensor(
          storage: storage, type: type, offset: offset, extents: extents, strides: strides,
          signs: try pendingSigns(signs))))
  }

  /// The changes that a tensor's metadata says were put off: `{'neg': True}`, `{'conj': True}`.
  private func pendingSigns(_ value: PickleValue?) throws(CheckpointError) -> PendingSigns {
    guard let value, let entries = heap.dictionary(value) else { return [] }
    guard entries.count <= 8 else { throw expected("the signs that a tensor's metadata tells") }
    var signs: PendingSigns = []
    for entry in entries {
      guard case .text(let name) = entry.key, case .bool(true) = entry.value else { continue }
      if name == "neg" { signs.insert(.negative) }
      if name == "conj" { signs.insert(.conjugate) }
    }
    return signs
  }

  /// A dictionary of another's entries, or of a list of pairs.
  private mutating func dictionary(
    of argument: PickleValue?
  ) throws(CheckpointError) -> PickleValue {
    guard let argument else { return try make(heap.dictionary()) }
    if let entries = heap.dictionary(argument) {
      try take(2 * entries.count)
      return try make(heap.dictionary(entries))
    }
    guard let count = heap.itemCount(argument) else { throw expected("a list of pairs") }
    try take(3 * count)
    var entries: [(key: PickleValue, value: PickleValue)] = []
    for item in heap.items(argument) ?? [] {
      guard heap.itemCount(item) == 2, let pair = heap.items(item) else {
        throw expected("a pair")
      }
      entries.append((key: pair[0], value: pair[1]))
    }
    return try make(heap.dictionary(entries))
  }

  /// A numpy scalar: a number type, and the bytes of one number.
  private mutating func scalar(_ arguments: [PickleValue]) throws(CheckpointError) -> PickleValue {
    guard arguments.count == 2,
      case .numberType(let code, let isBigEndian)? = heap.object(arguments[0])
    else { return try makeOpaque() }
    var bytes: [UInt8]
    switch arguments[1] {
    case .bytes(let found) where found.count <= Self.longestScalar: bytes = found
    case .text(let found) where found.utf8.count <= Self.longestScalar: bytes = Array(found.utf8)
    // The type has longer numbers than any type here.
    default: return try makeOpaque()
    }
    if isBigEndian { bytes.reverse() }
    let bits = bytes.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    let (size, value): (Int, PickleValue) =
      switch code {
      case "b1": (1, .bool(bits != 0))
      case "i1": (1, .integer(Int(Int8(truncatingIfNeeded: bits))))
      case "i2": (2, .integer(Int(Int16(truncatingIfNeeded: bits))))
      case "i4": (4, .integer(Int(Int32(truncatingIfNeeded: bits))))
      case "i8": (8, .integer(Int(truncatingIfNeeded: bits)))
      case "u1": (1, .integer(Int(truncatingIfNeeded: bits)))
      case "u2": (2, .integer(Int(truncatingIfNeeded: bits)))
      case "u4": (4, .integer(Int(truncatingIfNeeded: bits)))
      case "u8": (8, .double(Double(bits)))
      case "f2": (2, .double(Double(Float16(bitPattern: UInt16(truncatingIfNeeded: bits)))))
      case "f4": (4, .double(Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))))
      case "f8": (8, .double(Double(bitPattern: bits)))
      // These are texts, dates and the like.
      default: (-1, .none)
      }
    guard size >= 0 else { return try makeOpaque() }
    guard bytes.count == size else { throw expected("\(size) bytes of a number '\(code)'") }
    return value
  }
}
