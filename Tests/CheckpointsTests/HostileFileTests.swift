import Checkpoints
import HostileFiles
import TestSupport
import Testing

/// Files that no honest program writes: each is one error with the fact.
@Suite struct HostileFileTests {
  private typealias Pickle = PickleText

  @Test func `the files that the others are made of are sound`() {
    #expect(message(Pickle.stream(ofTensor: Pickle.tensor())) == "no error")
    #expect(message(ZipFile.pyTorch().bytes) == "no error")
  }

  // MARK: Damage

  @Test(arguments: ["bare.pt", "training.pt", "deflated.pt"] + Fixture.streams)
  func `a file cut at any byte is an error`(name: String) throws {
    let bytes = try Fixture.bytes(name)
    for count in 0..<bytes.count { #expect(message(Array(bytes.prefix(count))) != "no error") }
  }

  @Test(arguments: Fixture.archives + Fixture.streams, UInt64(0)..<200)
  func `damaged bytes never crash a reader`(name: String, seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    var bytes = try Fixture.bytes(name)
    for _ in 0..<Int.random(in: 1...6, using: &random) {
      bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(
        in: 0...255, using: &random)
    }
    // Damage in a tensor's own bytes may show nowhere; the same file is always read alike.
    #expect(message(bytes) == message(bytes))
  }

  @Test func `a file of an unknown kind is told by its first bytes`() {
    #expect(
      message([0xCA, 0xFE, 0, 1, 2, 3, 4, 5, 6])
        == "the file begins with the bytes ca fe 00 01 02 03 04 05, expected a safetensors file or "
        + "one that torch.save wrote")
  }

  @Test func `a tensor that was saved alone is an entry`() throws {
    let checkpoint = try Checkpoint(bytes: ZipFile.pyTorch(Pickle.tensor()).bytes)
    #expect(checkpoint.entries.map(\.name) == ["tensor"])
  }

  @Test(arguments: ["numpy.core.numeric", "numpy._core.numeric"])
  func `an array of NumPy among tensors is not passed over`(module: String) throws {
    // As protocol 5 has it.
    let array =
      Pickle.global(module, "_frombuffer") + Pickle.tuple(Pickle.text("bytes")) + [0x52]
    let root = Pickle.dictionary([("a", Pickle.tensor()), ("b", array)])
    let checkpoint = try Checkpoint(bytes: ZipFile.pyTorch(root).bytes)
    #expect(checkpoint.contains("b"))
    #expect(throws: CheckpointError.self) { try checkpoint.tensor("b") }
  }

  // MARK: Code

  @Test(arguments: [
    ("os", "system"), ("posix", "system"), ("builtins", "eval"), ("subprocess", "Popen"),
    ("torch", "load"), ("torch._utils", "_rebuild_tensor_v2.__globals__"), ("", ""),
  ])
  func `what would execute is only described`(module: String, name: String) throws {
    // REDUCE, NEWOBJ, and the names from the stack, as protocol 4 has them.
    let arguments = Pickle.tuple(Pickle.text("touch owned"))
    let global = Pickle.global(module, name)
    for call in [
      global + arguments + [0x52], global + arguments + [0x81], global + arguments + [0x7D, 0x92],
      Pickle.text(module) + Pickle.text(name) + [0x93] + arguments + [0x52],
    ] {
      #expect(
        message(Pickle.stream(call, storages: [])) == "the file holds no dictionary of tensors")
      // Beside a tensor it is nothing to us.
      let root = Pickle.dictionary([("a", Pickle.tensor()), ("evil", call)])
      #expect(try Checkpoint(bytes: Pickle.stream(root)).entries.map(\.name) == ["a"])
      #expect(try Checkpoint(bytes: ZipFile.pyTorch(root).bytes).entries.map(\.name) == ["a"])
    }
  }

  @Test(arguments: [
    // INST, OBJ, PERSID, NEXT_BUFFER
    UInt8(ascii: "i"), UInt8(ascii: "o"), UInt8(ascii: "P"), 0x97,
  ])
  func `instructions of older protocols are unknown`(code: UInt8) {
    #expect(
      message(ZipFile.pyTorch([code]).bytes)
        == "the pickle has opcode 0x\(String(code, radix: 16)) at byte 42, "
        + "which no checkpoint of tensors needs")
  }

  // MARK: Pickles

  @Test(arguments: [
    ([0x30], "takes more values at byte 42 than there are"),
    ([0x74], "takes more values at byte 42 than there are"),
    ([0x4E, 0x28, 0x86], "takes more values at byte 44 than there are"),
    ([0x4E, 0x4E, 0x28, 0x52], "takes more values at byte 45 than there are"),
    ([0x68, 7], "recalls value 7 at byte 42, which it never kept"),
    ([0x4E, 0x4E], "is malformed at byte 44, expected one value at its end"),
    ([0x4E, 0x28], "takes more values at byte 44 than there are"),
    ([0x4E, 0x4E, 0x61], "is malformed at byte 44, expected a list to append to"),
    ([0x4E, 0x4E, 0x4E, 0x73], "is malformed at byte 45, expected a dictionary to fill"),
    ([0x7D, 0x28, 0x4E, 0x75], "is malformed at byte 45, expected a value for each key"),
    ([0x4E, 0x29, 0x52], "is malformed at byte 44, expected a class or function to call"),
    ([0x80, 9], "is of protocol 9, expected 2 to 5"),
    ([0x4E, 0x51], "is malformed at byte 43, expected the name, class and size of a storage"),
  ])
  func `a malformed pickle says where`(body: [UInt8], expected: String) {
    #expect(message(ZipFile.pyTorch(body).bytes) == "the pickle \(expected)")
  }

  @Test(arguments: [
    ("torch._utils", "_rebuild_tensor_v2", "a storage, an offset, extents and strides"),
    ("torch._utils", "_rebuild_parameter", "a tensor for a parameter"),
    ("torch", "Size", "the extents of a size"),
    ("_codecs", "encode", "text to encode"),
    ("collections", "OrderedDict", "a list of pairs"),
  ])
  func `arguments that a function would not take are refused`(
    module: String, name: String, expected: String
  ) {
    let call = Pickle.global(module, name) + [0x4E, 0x85, 0x52]
    #expect(
      message(Pickle.stream(call)).hasSuffix("expected \(expected)"),
      "\(message(Pickle.stream(call)))")
  }

  /// What a pickle may have a million of.
  enum Multitude: CaseIterable {
    case lists, tuplesInTuples, marks, memos, elements, elementsThatAreTheList

    /// What comes before them, and the instructions of each.
    private var parts: (start: [UInt8], each: [UInt8]) {
      switch self {
      case .lists: ([], [0x5D])
      case .tuplesInTuples: ([0x4E], [0x85])
      case .marks: ([], [0x28])
      case .memos: ([0x4E], [0x94])
      case .elements: ([0x5D], [0x4E, 0x61])
      case .elementsThatAreTheList: ([0x5D, 0x94], [0x68, 0, 0x61])
      }
    }

    var body: [UInt8] {
      parts.start + [[UInt8]](repeating: parts.each, count: 1 << 20).joined()
    }
  }

  @Test(arguments: Multitude.allCases)
  func `a pickle may not describe more than its size allows`(multitude: Multitude) {
    let bytes = ZipFile.pyTorch(multitude.body).bytes
    #expect(message(bytes).hasPrefix("the pickle asks for more than"))
  }

  /// What makes a copy of something large in a few bytes.
  enum Copier: CaseIterable {
    case size, orderedDictionary, orderedDictionaryOfPairs, counter, nestedTuples, pairsOfMany

    /// What is copied, as value 0 of the memo, and what copies it.
    var parts: (original: [UInt8], copy: [UInt8]) {
      let nones = [UInt8](repeating: 0x4E, count: 100_000)
      let pairs = [[UInt8]](repeating: [0x4E, 0x4E, 0x86], count: 20_000).joined()
      func call(_ module: String, _ name: String) -> [UInt8] {
        PickleText.global(module, name) + [0x68, 0, 0x85, 0x52]
      }
      return switch self {
      case .size: ([0x5D, 0x28] + nones + [0x65], call("torch", "Size"))
      case .orderedDictionary:
        ([0x7D, 0x28] + nones + [0x75], call("collections", "OrderedDict"))
      case .orderedDictionaryOfPairs:
        ([0x5D, 0x28] + pairs + [0x65], call("collections", "OrderedDict"))
      case .counter: ([0x7D, 0x28] + nones + [0x75], call("collections", "Counter"))
      case .nestedTuples:
        ([0x4E], [0x28] + [[UInt8]](repeating: [0x68, 0], count: 1000).joined() + [0x74, 0x71, 0])
      case .pairsOfMany:
        (
          [0x5D, 0x28] + pairs + [0x65],
          [0x5D, 0x28] + [UInt8](repeating: 0x4E, count: 500) + [0x65]
        )
      }
    }
  }

  @Test(arguments: Copier.allCases)
  func `a pickle may not copy what it has again and again`(copier: Copier) {
    let (original, copy) = copier.parts
    let body = original + [0x71, 0] + [[UInt8]](repeating: copy, count: 3000).joined()
    #expect(message(ZipFile.pyTorch(body).bytes).hasPrefix("the pickle asks for more than"))
  }

  @Test func `long text is not encoded again and again`() {
    let text = Pickle.text(String(repeating: "a", count: 1 << 20))
    let call = Pickle.global("_codecs", "encode") + [0x68, 0, 0x85, 0x52]
    let body = text + [0x71, 0] + [[UInt8]](repeating: call + [0x30], count: 10_000).joined()
    // Nothing is copied, so nothing is wrong but that there are no tensors.
    #expect(message(ZipFile.pyTorch(body).bytes) == "the file holds no dictionary of tensors")
  }

  @Test func `a deep or circular value is no deep recursion`() {
    let depth = 100_000
    let nested = [0x4E] + [UInt8](repeating: 0x85, count: depth)
    #expect(
      message(Pickle.stream(nested, storages: [])).hasPrefix(
        "the file holds no dictionary of tensors"))
    let circle: [UInt8] = [0x7D, 0x71, 0] + Pickle.text("state_dict") + [0x68, 0, 0x73]
    #expect(
      message(Pickle.stream(circle, storages: []))
        == "the file holds no dictionary of tensors; found 'state_dict'")
  }

  // MARK: Tensors

  @Test(arguments: [
    (Pickle.tensor(extents: [5]), "tensor 'a' reaches element 4 of a storage of 4"),
    (Pickle.tensor(offset: 1), "tensor 'a' reaches element 4 of a storage of 4"),
    (
      Pickle.tensor(extents: [2, 2], strides: [3, 1]),
      "tensor 'a' reaches element 4 of a storage of 4"
    ),
    (
      Pickle.tensor(extents: [2], strides: [-1]),
      "tensor 'a' has offset 0, extents [2] and strides [-1], expected as many strides as extents, "
        + "and nothing below 0"
    ),
    (
      Pickle.tensor(offset: -1),
      "tensor 'a' has offset -1, extents [4] and strides [1], expected as many strides as extents, "
        + "and nothing below 0"
    ),
    (
      Pickle.tensor(extents: [2, 2], strides: [1]),
      "tensor 'a' has offset 0, extents [2, 2] and strides [1], expected as many strides as "
        + "extents, and nothing below 0"
    ),
    (
      Pickle.tensor(extents: [4, 0], strides: [1, 1]),
      "tensor 'a' is 4×0, expected extents of 1 or more"
    ),
    (
      Pickle.tensor(extents: [.max, .max], strides: [0, 0]),
      "tensor 'a' is 9223372036854775807×9223372036854775807, which is too large to address"
    ),
    (
      Pickle.tensor(extents: [3, 3], strides: [.max, .max]),
      "tensor 'a' is 3×3, which is too large to address"
    ),
    (
      Pickle.tensor(offset: .max, extents: [2]),
      "tensor 'a' is 2, which is too large to address"
    ),
    (Pickle.tensor(type: "DoubleStorage"), "the file ends after "),
    (Pickle.tensor(count: 5), "storage '0' has 4 elements, expected 5"),
    (Pickle.tensor(count: .max), "storage '0' has 4 elements, expected 9223372036854775807"),
    (
      Pickle.tensor(view: Pickle.tuple(Pickle.text("v"), Pickle.number(3), Pickle.number(2))),
      "a part of the storage's 4 elements"
    ),
    (
      Pickle.tensor(
        extents: [2], view: Pickle.tuple(Pickle.text("v"), Pickle.number(3), Pickle.number(1))),
      "tensor 'a' reaches element 1 of a storage of 1"
    ),
  ])
  func `a tensor stays inside its storage`(tensor: [UInt8], expected: String) {
    let found = message(Pickle.stream(ofTensor: tensor))
    #expect(found.contains(expected), "\(found)")
  }

  @Test func `a storage that is not in the file is named`() {
    let root = Pickle.dictionary([("a", Pickle.tensor("7"))])
    #expect(message(Pickle.stream(root, storages: [])) == "no storage '7'")
    #expect(message(ZipFile.pyTorch(root).bytes) == "the zip archive has no entry 'x/data/7'")
    #expect(
      message(Pickle.stream(root)).hasSuffix("expected keys of storages that the tensors use"))
  }

  @Test func `a name may not come twice`() {
    let tensor = Pickle.tensor()
    #expect(
      message(Pickle.stream(Pickle.dictionary([("a", tensor), ("a", tensor)])))
        == "the name 'a' is used twice")
    #expect(
      message(
        Pickle.stream(
          Pickle.dictionary([("a", tensor)]),
          storages: [
            ("0", 4, .init(repeating: 0, count: 16)), ("0", 4, .init(repeating: 0, count: 16)),
          ]))
        == "the name '0' is used twice")
  }

  @Test func `a repeated element may not make a giant`() {
    let giant = Pickle.tensor(extents: [1 << 30], strides: [0])
    let stream = Pickle.stream(ofTensor: giant)
    #expect(
      message(stream)
        == "tensor 'a' asks for more than \(2 * stream.count + 16 << 20) bytes of memory, "
        + "too much for a file of \(stream.count)")
    // Many that are small each are one giant together.
    let many = (0..<100).map { ("\($0)", Pickle.tensor(extents: [1 << 20], strides: [0])) }
    #expect(message(Pickle.stream(Pickle.dictionary(many))).hasPrefix("tensor '10' asks"))
  }

  @Test(arguments: [-1, 3, 5, .max])
  func `a storage has as many elements as the pickle says`(count: Int) {
    let bytes = Pickle.stream(
      Pickle.dictionary([("a", Pickle.tensor())]),
      storages: [("0", count, .init(repeating: 0, count: 16))])
    #expect(message(bytes) == "storage '0' has \(count) elements, expected 4")
  }

  @Test(arguments: [1 << 61, 1 << 62, .max])
  func `a storage of more bytes than can be counted is refused`(count: Int) {
    let bytes = Pickle.stream(
      Pickle.dictionary([("a", Pickle.tensor(count: count))]), storages: [("0", count, [])])
    #expect(message(bytes) == "tensor '0' is \(count), which is too large to address")
  }

  @Test func `along an axis of one element any stride may stand`() {
    let tensor = Pickle.tensor(extents: [1, 4, 1], strides: [.max, 1, .max])
    #expect(message(Pickle.stream(ofTensor: tensor)) == "no error")
    var file: [UInt8] = []
    #expect(throws: Never.self) {
      let checkpoint = try Checkpoint(bytes: Pickle.stream(ofTensor: tensor))
      try SafetensorsWriter(checkpoint, isHalf: false).write { file += $0 }
    }
    #expect(!file.isEmpty)
  }

  @Test func `bytes after the last storage are refused`() {
    #expect(
      message(Pickle.stream(ofTensor: Pickle.tensor()) + [1, 2])
        == "2 bytes follow the last tensor, expected none")
  }
}
