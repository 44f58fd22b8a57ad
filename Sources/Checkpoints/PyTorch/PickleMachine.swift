/// Reads a pickle as a description of values; it builds values and calls nothing.
///
/// A pickle is a program for a stack machine. This machine knows the instructions that describe
/// plain values, and of classes and functions those of `PickleGlobal` alone: what they would return
/// is made here, by `PickleMachine+Calls`. Everything else is an error that names it. Values are
/// counted, so that a small file cannot describe more than a limit.
struct PickleMachine {
  private(set) var heap = PickleHeap()
  private var reader: ByteReader
  private var stack: [PickleValue] = []
  /// How high the stack was at each mark that is not yet used.
  private var marks: [Int] = []
  private var memo: [Int: PickleValue] = [:]
  private var pushCount = 0
  /// Where the instruction that is being carried out begins.
  private(set) var offset = 0

  /// More than thirty values for each of 15,000 tensors.
  static let valueLimit = 1 << 19

  /// Prepares to read the pickle that begins at the reader's position.
  init(_ reader: ByteReader) { self.reader = reader }

  /// Reads one pickle, up to its end.
  ///
  /// - Returns: The value it describes. The heap has its objects, and the rest is still to be read.
  mutating func run() throws(CheckpointError) -> PickleValue {
    stack = []
    marks = []
    memo = [:]
    while true {
      offset = reader.position
      let code = try reader.byte()
      guard let opcode = PickleOpcode(rawValue: code) else {
        throw .pickle(.unknownOpcode(code, offset: offset))
      }
      if opcode == .stop {
        let value = try pop()
        guard stack.isEmpty, marks.isEmpty else { throw expected("one value at its end") }
        return value
      }
      try perform(opcode)
    }
  }

  /// What follows the pickle.
  var rest: ByteReader { reader }

  /// The error for operands that an instruction does not take.
  func expected(_ expected: String) -> CheckpointError {
    .pickle(.unexpectedValue(offset: offset, expected: expected))
  }

  private mutating func perform(_ opcode: PickleOpcode) throws(CheckpointError) {
    switch opcode {
    case .proto:
      let version = Int(try reader.byte())
      guard 2...5 ~= version else { throw .pickle(.unsupportedProtocol(version)) }
    case .frame: try reader.skip(8)
    case .stop: preconditionFailure("the end is no instruction")
    case .mark:
      guard marks.count < Self.valueLimit else {
        throw .pickle(.tooManyValues(limit: Self.valueLimit))
      }
      marks.append(stack.count)
    case .pop: _ = try pop()
    case .popMark: _ = try popToMark()

    case .none: try push(.none)
    case .newTrue: try push(.bool(true))
    case .newFalse: try push(.bool(false))
    case .binInt: try push(.integer(Int(try reader.integer(Int32.self))))
    case .binInt1: try push(.integer(Int(try reader.byte())))
    case .binInt2: try push(.integer(Int(try reader.integer(UInt16.self))))
    case .long1: try push(long(try reader.bytes(Int(try reader.byte()))))
    case .long4: try push(long(try reader.bytes(try length(UInt32.self))))
    case .binFloat:
      // The one number that a pickle stores with its highest byte first.
      let bits = try reader.integer(UInt64.self).byteSwapped
      try push(.double(Double(bitPattern: bits)))
    case .shortBinString: try push(string(try reader.bytes(Int(try reader.byte()))))
    case .binString: try push(string(try reader.bytes(try length(UInt32.self))))
    case .shortBinUnicode: try push(try text(Int(try reader.byte())))
    case .binUnicode: try push(try text(try length(UInt32.self)))
    case .binUnicode8: try push(try text(try length(UInt64.self)))
    case .shortBinBytes: try push(.bytes(try reader.bytes(Int(try reader.byte()))))
    case .binBytes: try push(.bytes(try reader.bytes(try length(UInt32.self))))
    case .binBytes8: try push(.bytes(try reader.bytes(try length(UInt64.self))))

    case .emptyTuple: try push(makeTuple([]))
    case .tuple1: try push(makeTuple(try pop(1)))
    case .tuple2: try push(makeTuple(try pop(2)))
    case .tuple3: try push(makeTuple(try pop(3)))
    case .tuple: try push(makeTuple(try popToMark()))
    case .emptyList: try push(.list([]))
    case .append: try append([try pop()])
    case .appends: try append(try popToMark())
    case .emptyDict: try push(.dictionary([]))
    case .setItem: try setItems(try pop(2))
    case .setItems: try setItems(try popToMark())

    case .binPut: try keep(Int(try reader.byte()))
    case .longBinPut: try keep(try length(UInt32.self))
    case .memoize: try keep(memo.count)
    case .binGet: try recall(Int(try reader.byte()))
    case .longBinGet: try recall(try length(UInt32.self))

    case .global: try push(.global(try global(module: try line(), name: try line())))
    case .stackGlobal:
      let names = try pop(2)
      guard case .text(let module) = names[0], case .text(let name) = names[1] else {
        throw expected("the name of a class")
      }
      try push(.global(try global(module: module, name: name)))
    case .binPersID:
      let id = try pop()
      try push(.storage(try storage(named: id)))
    case .reduce:
      let call = try pop(2)
      try push(try result(of: call[0], arguments: call[1]))
    case .build:
      let state = try pop()
      guard case .object(let place) = try top() else { throw expected("an object to change") }
      if let object = try build(try top(), from: state) { heap.objects[place] = object }
    }
  }

  // MARK: The stack

  private mutating func push(_ value: PickleValue) throws(CheckpointError) {
    pushCount += 1
    guard pushCount <= Self.valueLimit else {
      throw .pickle(.tooManyValues(limit: Self.valueLimit))
    }
    stack.append(value)
  }

  private mutating func push(_ object: PickleObject) throws(CheckpointError) {
    try push(make(object))
  }

  /// Makes a tuple in the heap.
  mutating func makeTuple(_ items: [PickleValue]) -> PickleValue { make(heap.tuple(items)) }

  /// Gives an object its place in the heap.
  mutating func make(_ object: PickleObject) -> PickleValue {
    heap.objects.append(object)
    return .object(heap.objects.count - 1)
  }

  private func top() throws(CheckpointError) -> PickleValue {
    guard stack.count > marks.last ?? 0, let top = stack.last else {
      throw .pickle(.emptyStack(offset: offset))
    }
    return top
  }

  private mutating func pop() throws(CheckpointError) -> PickleValue {
    let value = try top()
    stack.removeLast()
    return value
  }

  /// Takes the topmost values, the deepest first; none of those below the last mark.
  private mutating func pop(_ count: Int) throws(CheckpointError) -> [PickleValue] {
    guard stack.count - (marks.last ?? 0) >= count else {
      throw .pickle(.emptyStack(offset: offset))
    }
    defer { stack.removeLast(count) }
    return Array(stack.suffix(count))
  }

  private mutating func popToMark() throws(CheckpointError) -> [PickleValue] {
    guard let mark = marks.popLast() else { throw .pickle(.emptyStack(offset: offset)) }
    defer { stack.removeSubrange(mark...) }
    return Array(stack[mark...])
  }

  // MARK: Containers

  private mutating func append(_ items: [PickleValue]) throws(CheckpointError) {
    guard case .object(let place) = try top(), case .list(var list) = heap.objects[place] else {
      throw expected("a list to append to")
    }
    // The heap lets go of the list while it grows, or every append would copy it.
    heap.objects[place] = .list([])
    list += items
    heap.objects[place] = .list(list)
  }

  private mutating func setItems(_ items: [PickleValue]) throws(CheckpointError) {
    guard case .object(let place) = try top(),
      case .dictionary(var entries) = heap.objects[place]
    else { throw expected("a dictionary to fill") }
    guard items.count % 2 == 0 else { throw expected("a value for each key") }
    heap.objects[place] = .dictionary([])
    for index in stride(from: 0, to: items.count, by: 2) {
      entries.append((key: items[index], value: items[index + 1]))
    }
    heap.objects[place] = .dictionary(entries)
  }

  // MARK: The memo

  private mutating func keep(_ index: Int) throws(CheckpointError) {
    memo[index] = try top()
    guard memo.count <= Self.valueLimit / 2 else {
      throw .pickle(.tooManyValues(limit: Self.valueLimit))
    }
  }

  private mutating func recall(_ index: Int) throws(CheckpointError) {
    guard let value = memo[index] else {
      throw .pickle(.unknownMemo(index, offset: offset))
    }
    try push(value)
  }

  // MARK: Operands

  private mutating func length<Value: FixedWidthInteger & UnsignedInteger>(
    _ type: Value.Type
  ) throws(CheckpointError) -> Int {
    Int(clamping: try reader.integer(type))
  }

  private func long(_ bytes: [UInt8]) -> PickleValue {
    guard bytes.count <= 8 else { return .long(bytes) }
    let isNegative = (bytes.last ?? 0) & 0x80 != 0
    let bits = bytes.reversed().reduce(isNegative ? UInt64.max : 0) { $0 << 8 | UInt64($1) }
    return .integer(Int(Int64(bitPattern: bits)))
  }

  /// Python 2 wrote text and bytes alike; what is no text is bytes.
  private func string(_ bytes: [UInt8]) -> PickleValue {
    String(validating: bytes, as: UTF8.self).map(PickleValue.text) ?? .bytes(bytes)
  }

  private mutating func text(_ count: Int) throws(CheckpointError) -> PickleValue {
    guard let text = String(validating: try reader.bytes(count), as: UTF8.self) else {
      throw .pickle(.notUTF8(offset: offset))
    }
    return .text(text)
  }

  /// Reads up to a line feed, as `GLOBAL` has its names.
  private mutating func line() throws(CheckpointError) -> String {
    var bytes: [UInt8] = []
    while true {
      let byte = try reader.byte()
      if byte == UInt8(ascii: "\n") { break }
      guard bytes.count < 256 else { throw expected("a name of at most 256 bytes") }
      bytes.append(byte)
    }
    guard let line = String(validating: bytes, as: UTF8.self) else {
      throw .pickle(.notUTF8(offset: offset))
    }
    return line
  }

  private func global(module: String, name: String) throws(CheckpointError) -> PickleGlobal {
    guard let global = PickleGlobal(rawValue: "\(module).\(name)") else {
      throw .pickle(.unknownGlobal("\(module).\(name)"))
    }
    return global
  }
}
