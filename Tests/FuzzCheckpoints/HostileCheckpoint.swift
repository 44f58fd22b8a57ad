import HostileFiles

/// A file of PyTorch's that somebody made to do harm: a pickle that follows the rules, with numbers
/// that break them, copies that multiply, and an archive or a stream around it.
///
/// A fuzzer's bytes choose instruction after instruction, because bytes that are changed at random
/// hardly ever make a tensor whose numbers agree but for one.
struct HostileCheckpoint {
  private var choices: ArraySlice<UInt8>
  private var memoCount = 0

  private static let numbers = [
    0, 1, 2, 4, 16, 255, 1 << 20, -1, 1 << 31, 1 << 40, 1 << 61, 1 << 62, .max, .min,
  ]
  private static let globals = [
    ("collections", "OrderedDict"), ("collections", "defaultdict"), ("collections", "Counter"),
    ("torch._utils", "_rebuild_tensor_v2"), ("torch._utils", "_rebuild_tensor_v3"),
    ("torch._utils", "_rebuild_parameter"), ("torch._tensor", "_rebuild_from_type_v2"),
    ("torch._utils", "_rebuild_qtensor"), ("torch", "Size"), ("numpy", "dtype"),
    ("numpy._core.multiarray", "scalar"), ("numpy._core.multiarray", "_reconstruct"),
    ("_codecs", "encode"), ("torch", "FloatStorage"), ("torch.storage", "UntypedStorage"),
    ("torch", "float8_e4m3fn"), ("builtins", "set"), ("os", "system"),
  ]
  private static let types = [
    "FloatStorage", "HalfStorage", "DoubleStorage", "LongStorage", "BoolStorage",
    "ComplexFloatStorage", "ComplexDoubleStorage", "QInt8Storage", "storage.UntypedStorage",
    "NoStorage",
  ]
  private static let names = [
    "main.0.weight", "main.1.weight", "module.a", "a", "state_dict", "g_ema", "n_averaged",
    "generator.main.0.weight", "w_orig", "w_u", "w_v", "w_g", "_modules", "_parameters", "neg",
    "parametrizations.w.original", "parametrizations.w.0._u",
  ]

  init(choices: [UInt8]) { self.choices = choices[...] }

  /// The whole file, an archive or a legacy stream.
  var bytes: [UInt8] {
    mutating get {
      let isStream = next() & 3 == 0
      var body: [UInt8] = []
      while !choices.isEmpty, body.count < 1 << 15 { body += instruction() }
      // What is left on the stack goes into one dictionary, if anything does.
      let root = [0x7D] + body + (next() & 1 == 0 ? [0x75] : [])
      let bytes = [UInt8](repeating: 0x3F, count: 64)
      if isStream {
        return PickleText.stream(
          root, storages: [("0", choose(Self.numbers), bytes), ("1", 16, bytes)])
      }
      var file = ZipFile.pyTorch(root)
      file.entries[2].bytes = bytes
      let damaged = Int(next()) % file.entries.count
      switch next() % 8 {
      case 0: file.entries[damaged].size = UInt32(truncatingIfNeeded: choose(Self.numbers))
      case 1: file.entries[damaged].method = 8
      case 2: file.entries[damaged].checksum = 7
      case 3: file.entries[damaged].offset = UInt32(truncatingIfNeeded: choose(Self.numbers))
      default: break
      }
      return file.bytes
    }
  }

  private mutating func instruction() -> [UInt8] {
    switch next() % 24 {
    case 0: [0x4E]
    case 1: PickleText.number(choose(Self.numbers))
    case 2, 3: PickleText.text(choose(Self.names))
    case 4: [0x28]
    case 5: [choose([0x74, 0x75, 0x65, 0x31, 0x90, 0x91])]
    case 6: [choose([0x85, 0x86, 0x87, 0x29, 0x5D, 0x7D, 0x8F])]
    case 7: [choose([0x61, 0x73, 0x62, 0x52, 0x81, 0x92, 0x30, 0x32, 0x51])]
    case 8: keep()
    case 9, 10: [0x68, UInt8(Int(next()) % max(1, memoCount))]
    case 11: [UInt8](repeating: choose([0x4E, 0x5D, 0x85, 0x28, 0x94]), count: Int(next()))
    case 12, 13: call()
    // A value that is copied again and again.
    case 14: (0..<next()).flatMap { _ in [0x68, 0, 0x85] as [UInt8] }
    default: PickleText.text(choose(Self.names)) + tensor()
    }
  }

  private mutating func keep() -> [UInt8] {
    memoCount = min(memoCount + 1, 255)
    return [0x71, UInt8(memoCount - 1)]
  }

  private mutating func call() -> [UInt8] {
    let (module, name) = choose(Self.globals)
    let arguments = (0..<next() % 5).flatMap { _ in
      memoCount > 0 && next() & 1 == 0 ? [0x68, UInt8(Int(next()) % memoCount)] : [0x4E]
    }
    return PickleText.global(module, name) + [0x28] + arguments + [0x74, 0x52]
  }

  /// A tensor whose numbers agree, but for some.
  private mutating func tensor() -> [UInt8] {
    var extents = [1 + Int(next()) % 4, 1 + Int(next()) % 4]
    var strides = [extents[1], 1]
    var (count, offset) = (16, 0)
    switch next() % 16 {
    case 0: extents[Int(next()) & 1] = choose(Self.numbers)
    case 1: strides[Int(next()) & 1] = choose(Self.numbers)
    case 2: count = choose(Self.numbers)
    case 3: offset = choose(Self.numbers)
    case 4: extents = [0]
    case 5: strides = []
    default: break
    }
    return PickleText.tensor(
      "\(next() & 1)", type: next() & 3 == 0 ? choose(Self.types) : "FloatStorage", count: count,
      offset: offset, extents: extents, strides: strides)
  }

  private mutating func next() -> UInt8 { choices.popFirst() ?? 0xFF }

  private mutating func choose<Value>(_ values: [Value]) -> Value {
    values[Int(next()) % values.count]
  }
}
