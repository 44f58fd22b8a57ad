extension PickleMachine {
  /// What a call of a known class or function would return.
  ///
  /// - Parameters:
  ///   - callee: The global that was pushed first.
  ///   - arguments: A tuple.
  /// - Returns: The value, whose objects are in the heap.
  /// - Throws: `CheckpointError.pickle` when the arguments are not what the callee takes.
  mutating func result(
    of callee: PickleValue, arguments: PickleValue
  ) throws(CheckpointError) -> PickleValue {
    guard case .global(let global) = callee else {
      throw expected("a class or function to call")
    }
    guard case .tuple? = heap.object(arguments), let arguments = heap.items(arguments) else {
      throw expected("a tuple of arguments")
    }
    switch global {
    case .orderedDictionary: return make(.dictionary(try pairs(arguments)))
    case .tensor, .tensorV2: return make(.tensor(try tensor(arguments)))
    case .parameter:
      guard let first = arguments.first, case .tensor? = heap.object(first) else {
        throw expected("a tensor for a parameter")
      }
      return first
    case .size:
      guard arguments.count == 1, let extents = heap.items(arguments[0]) else {
        throw expected("the extents of a size")
      }
      return makeTuple(extents)
    case .numberType:
      guard case .text(let code)? = arguments.first else {
        throw expected("the code of a number type")
      }
      return make(.numberType(code, isBigEndian: false))
    case .scalar, .scalarOfNumpy2: return try scalar(arguments)
    case .encode:
      guard case .text(let text)? = arguments.first,
        text.unicodeScalars.allSatisfy({ $0.value < 256 })
      else { throw expected("Latin text to encode") }
      return .bytes(text.unicodeScalars.map { UInt8($0.value) })
    default: throw expected("a function to call, not '\(global.rawValue)'")
    }
  }

  /// Changes a value by the state that its class would take.
  func build(_ value: PickleValue, from state: PickleValue) throws(CheckpointError) -> PickleObject?
  {
    switch heap.object(value) {
    case .dictionary:
      // The `_metadata` of a state dict: versions of modules, which nothing here depends on.
      return nil
    case .numberType(let code, _):
      guard let state = heap.items(state), state.count > 1, case .text(let order) = state[1] else {
        throw expected("the byte order of a number type")
      }
      return .numberType(code, isBigEndian: order == ">")
    default: throw expected("a dictionary or a number type to change")
    }
  }

  /// What a persistent id stands for: `('storage', class, key, location, elements[, view])`.
  func storage(named id: PickleValue) throws(CheckpointError) -> PickledStorage {
    guard let id = heap.items(id), id.count >= 5, case .text("storage") = id[0],
      case .global(let global) = id[1], let type = global.storage, case .text(let key) = id[2],
      case .integer(let count) = id[4], count >= 0
    else { throw expected("the name, class and size of a storage") }
    guard id.count > 5, let view = heap.items(id[5]) else {
      return PickledStorage(type: type, key: key, count: count, part: 0..<count)
    }
    guard view.count == 3, case .integer(let start) = view[1], case .integer(let length) = view[2],
      0...count ~= start, 0...count - start ~= length
    else { throw expected("a part of the storage's \(count) elements") }
    return PickledStorage(type: type, key: key, count: count, part: start..<start + length)
  }

  /// The arguments `(storage, offset, size, stride, …)`; gradients and hooks are nothing to us.
  private func tensor(_ arguments: [PickleValue]) throws(CheckpointError) -> PickledTensor {
    guard arguments.count >= 4, case .storage(let storage)? = heap.object(arguments[0]),
      case .integer(let offset) = arguments[1], let extents = heap.integers(arguments[2]),
      let strides = heap.integers(arguments[3])
    else { throw expected("a storage, an offset, extents and strides") }
    return PickledTensor(storage: storage, offset: offset, extents: extents, strides: strides)
  }

  /// An OrderedDict's only argument, if it has one: a list of pairs.
  private func pairs(
    _ arguments: [PickleValue]
  ) throws(CheckpointError) -> [(key: PickleValue, value: PickleValue)] {
    guard let list = arguments.first else { return [] }
    guard let items = heap.items(list) else { throw expected("a list of pairs") }
    var pairs: [(key: PickleValue, value: PickleValue)] = []
    for item in items {
      guard let pair = heap.items(item), pair.count == 2 else { throw expected("a pair") }
      pairs.append((key: pair[0], value: pair[1]))
    }
    return pairs
  }

  /// A numpy scalar: a number type, and the bytes of one number.
  private func scalar(_ arguments: [PickleValue]) throws(CheckpointError) -> PickleValue {
    guard arguments.count == 2,
      case .numberType(let code, let isBigEndian)? = heap.object(arguments[0])
    else { throw expected("a number type and its bytes") }
    var bytes: [UInt8]
    switch arguments[1] {
    case .bytes(let found): bytes = found
    case .text(let found): bytes = Array(found.utf8)
    default: throw expected("a number type and its bytes")
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
      case "u1": (1, .integer(Int(bits)))
      case "u2": (2, .integer(Int(bits)))
      case "u4": (4, .integer(Int(truncatingIfNeeded: bits)))
      case "u8": (8, .double(Double(bits)))
      case "f2": (2, .double(Double(Float16(bitPattern: UInt16(truncatingIfNeeded: bits)))))
      case "f4": (4, .double(Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))))
      case "f8": (8, .double(Double(bitPattern: bits)))
      default: throw expected("a number type among b1, i1 to i8, u1 to u8, f2 to f8, not '\(code)'")
      }
    guard bytes.count == size else { throw expected("\(size) bytes of a number '\(code)'") }
    return value
  }
}
