import Files

/// Reads a pickle as a description of values; it builds values and calls nothing.
///
/// A pickle is a program for a stack machine. This machine carries out the instructions of
/// protocols 2 to 5 on descriptions. `PickleMachine+Calls` makes what the classes and functions of
/// `PickleGlobal` would return. An object that any other one would make keeps only the state,
/// entries and items that the pickle gives it. Everything that a pickle makes is taken from a
/// budget, so a small file cannot describe much, whether it makes many values or copies one many
/// times.
struct PickleMachine {
  var heap = PickleHeap()
  private var reader: ByteReader
  private var stack: [PickleValue] = []
  /// How high the stack was at each mark that is not yet used.
  private var marks: [Int] = []
  /// The most values and marks that the stack ever held.
  private var highest = 0
  private var memo: [Int: PickleValue] = [:]
  /// The memory that the pickle may still ask for; the search for tensors takes from it, too.
  private(set) var budget: MemoryBudget
  /// Where the instruction that is being carried out begins.
  private(set) var offset = 0

  /// Bytes that a value takes in a stack, a tuple or a list, with the room that arrays keep.
  private static let valueSize = 2 * MemoryLayout<PickleValue>.stride
  private static let entrySize = 2 * valueSize
  private static let memoSize = 4 * MemoryLayout<PickleValue>.stride
  private static let objectSize = 2 * MemoryLayout<PickleObject>.stride
  /// Bytes of the box of a tensor or a storage.
  private static let boxSize = 192

  /// Prepares to read the pickle that begins at the reader's position, in the memory that `budget`
  /// has left.
  init(_ reader: ByteReader, _ budget: MemoryBudget) {
    self.reader = reader
    self.budget = budget
  }

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

  /// The reader, behind the pickle.
  var rest: ByteReader { reader }

  /// Makes the error for operands that an instruction does not take.
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
      marks.append(stack.count)
      try noteHeight()
    case .pop: _ = try pop()
    case .popMark: _ = try popToMark()
    case .duplicate: try push(try top())

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
    case .binBytes8, .byteArray8:
      try push(.bytes(try reader.bytes(try length(UInt64.self))))

    case .emptyTuple: try push(try makeTuple([]))
    case .tuple1: try push(try makeTuple(try pop(1)))
    case .tuple2: try push(try makeTuple(try pop(2)))
    case .tuple3: try push(try makeTuple(try pop(3)))
    case .tuple: try push(try makeTuple(try popToMark()))
    case .emptyList: try push(try make(heap.list()))
    case .append: try append([try pop()])
    case .appends: try append(try popToMark())
    case .emptyDict: try push(try make(heap.dictionary()))
    case .setItem: try setItems(try pop(2))
    case .setItems: try setItems(try popToMark())
    // A set is treated as a list.
    case .emptySet: try push(try make(heap.list()))
    case .addItems: try append(try popToMark())
    case .frozenSet:
      let items = try popToMark()
      try push(try make(heap.list()))
      try append(items)

    case .binPut: try keep(Int(try reader.byte()))
    case .longBinPut: try keep(try length(UInt32.self))
    case .memoize: try keep(memo.count)
    case .binGet: try recall(Int(try reader.byte()))
    case .longBinGet: try recall(try length(UInt32.self))

    case .global: try push(Self.global(module: try line(), name: try line()))
    case .stackGlobal:
      let names = try pop(2)
      guard case .text(let module) = names[0], case .text(let name) = names[1]
      else { throw expected("the name of a class") }
      try push(Self.global(module: module, name: name))
    case .extension1: try push(.otherGlobal("extension \(try reader.byte())"))
    case .extension2: try push(.otherGlobal("extension \(try reader.integer(UInt16.self))"))
    case .extension4: try push(.otherGlobal("extension \(try reader.integer(Int32.self))"))
    case .binPersID: try push(try persistent(try pop()))
    case .reduce, .newObject:
      let call = try pop(2)
      try push(try result(of: call[0], arguments: call[1]))
    case .newObjectWithNames:
      let call = try pop(3)
      try push(try result(of: call[0], arguments: call[1]))
    case .build:
      let state = try pop()
      // A change of a class or a plain value is not kept.
      guard case .object(let place) = try top() else { return }
      if let object = try build(try top(), from: state) { heap.objects[place] = object }
    }
  }

  // MARK: The stack

  private mutating func push(_ value: PickleValue) throws(CheckpointError) {
    stack.append(value)
    try noteHeight()
  }

  /// Takes memory for a stack that is higher than before.
  private mutating func noteHeight() throws(CheckpointError) {
    guard stack.count + marks.count > highest else { return }
    highest += 1
    try take(1, of: Self.valueSize)
  }

  /// Takes memory for values that the pickle makes or copies.
  mutating func take(_ count: Int, of size: Int = Self.valueSize) throws(CheckpointError) {
    do {
      try budget.take(count, of: size)
    } catch {
      throw .tooMuchMemory("the pickle", error)
    }
  }

  /// Makes a tuple in the heap.
  mutating func makeTuple(_ items: [PickleValue]) throws(CheckpointError) -> PickleValue {
    try take(items.count)
    return try make(heap.tuple(items))
  }

  /// Makes an object of a class that is not known.
  mutating func makeOpaque() throws(CheckpointError) -> PickleValue {
    try make(.opaque(OpaqueObject()))
  }

  /// Gives an object its place in the heap.
  mutating func make(_ object: PickleObject) throws(CheckpointError) -> PickleValue {
    switch object {
    case .tuple, .list, .dictionary: try take(1, of: Self.objectSize)
    default: try take(1, of: Self.objectSize + Self.boxSize)
    }
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
    try take(items.count)
    guard case .object(let place) = try top(), heap.append(items, toItemsOf: place) else {
      throw expected("a list to append to")
    }
  }

  private mutating func setItems(_ items: [PickleValue]) throws(CheckpointError) {
    try take(items.count / 2, of: Self.entrySize)
    guard items.count % 2 == 0 else { throw expected("a value for each key") }
    guard case .object(let place) = try top(), heap.append(items, toEntriesOf: place) else {
      throw expected("a dictionary to fill")
    }
  }

  // MARK: The memo

  private mutating func keep(_ index: Int) throws(CheckpointError) {
    if memo.updateValue(try top(), forKey: index) == nil { try take(1, of: Self.memoSize) }
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

  /// Python 2 wrote text and bytes in the same way; if it is not text, it is bytes.
  private func string(_ bytes: [UInt8]) -> PickleValue {
    String(validating: bytes, as: UTF8.self).map(PickleValue.text) ?? .bytes(bytes)
  }

  private mutating func text(_ count: Int) throws(CheckpointError) -> PickleValue {
    // Python writes file names that are not text with halves of surrogates.
    .text(String(decoding: try reader.bytes(count), as: UTF8.self))
  }

  /// Far longer than the names of classes.
  private static let nameLimit = 1 << 16

  /// Reads up to a line feed, as `GLOBAL` has its names.
  private mutating func line() throws(CheckpointError) -> String {
    var bytes: [UInt8] = []
    while true {
      let byte = try reader.byte()
      if byte == UInt8(ascii: "\n") { break }
      guard bytes.count < Self.nameLimit else {
        throw expected("a name of at most \(Self.nameLimit) bytes")
      }
      bytes.append(byte)
    }
    guard let line = String(validating: bytes, as: UTF8.self) else {
      throw .pickle(.notUTF8(offset: offset))
    }
    return line
  }

  private static func global(module: String, name: String) -> PickleValue {
    let name = "\(module).\(name)"
    return PickleGlobal(rawValue: name).map(PickleValue.global) ?? .otherGlobal(name)
  }
}
