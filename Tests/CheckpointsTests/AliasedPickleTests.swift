import Checkpoints
import HostileFiles
import TestSupport
import Testing

/// Pickles in which one value is reached in many ways: what is kept of it each time has a limit.
@Suite struct AliasedPickleTests {
  private typealias Pickle = PickleText

  private func message(_ root: [UInt8]) -> String {
    CheckpointsTests.message(ZipFile.pyTorch(root).bytes)
  }

  /// Value 0 of the memo, and a list that refers to it so many times.
  private func references(_ count: Int, to value: [UInt8]) -> [UInt8] {
    value + [0x71, 0, 0x30, 0x5D, 0x28] + (0..<count).flatMap { _ in [0x68, 0] as [UInt8] } + [0x65]
  }

  private var tensors: [UInt8] {
    Pickle.dictionary([("t", Pickle.tensor()), ("a", Pickle.number(1))])
  }

  @Test func `notes are not copied for every part`() {
    let notes = (0..<8000).map { ("note \($0)", Pickle.number($0)) }
    let root =
      [0x7D, 0x28] + notes.flatMap { Pickle.text($0.0) + $0.1 } + Pickle.text("list")
      + references(8000, to: tensors) + [0x75]
    #expect(message(root).hasPrefix("the pickle asks for more than"))
  }

  @Test func `long names of modules in modules are counted`() {
    let name = Pickle.text(String(repeating: "n", count: 100_000))
    let parameters = (0..<400).flatMap { Pickle.text("p\($0)") + Pickle.tensor() }
    var module = object(parameters: [0x7D, 0x28] + parameters + [0x75], modules: [0x7D])
    for _ in 0..<60 {
      module = object(parameters: [0x7D], modules: [0x7D, 0x68, 7] + module + [0x73])
    }
    #expect(message(name + [0x71, 7, 0x30] + module).hasPrefix("the pickle asks for more than"))
  }

  private func object(parameters: [UInt8], modules: [UInt8]) -> [UInt8] {
    Pickle.global("a", "Module") + [0x29, 0x81, 0x7D, 0x28] + Pickle.text("_parameters")
      + parameters
      + Pickle.text("_modules") + modules + [0x75, 0x62]
  }

  @Test(arguments: [
    ("module.", 15_000, "w"), ("g.", 12, "w"), ("g.", 100_000, "w"), ("g--", 1000, ".w"),
  ])
  func `names of words that stand for parts are taken apart a few times`(
    word: String, count: Int, end: String
  ) throws {
    let name = String(repeating: word, count: count) + end
    let value = Pickle.dictionary([(name, Pickle.tensor())])
    let checkpoint = try Checkpoint(bytes: ZipFile.pyTorch(references(1000, to: value)).bytes)
    #expect(checkpoint.parts.count == 1000)
    #expect(checkpoint.parts(under: nil).count <= 11 * 1000)
    #expect(
      message(references(50_000, to: value)).hasPrefix("the pickle asks for more than"))
  }

  @Test func `a long key is not repeated by every part below it`() throws {
    let key = Pickle.text(String(repeating: "k", count: 500_000))
    let root = [0x7D] + key + references(2000, to: tensors) + [0x73]
    let checkpoint = try Checkpoint(bytes: ZipFile.pyTorch(root).bytes)
    #expect(checkpoint.parts.count == 2000)
    #expect(checkpoint.parts.allSatisfy { $0.key.utf8.count < 300 })
  }

  @Test func `many words with tensors that cannot be read are sorted in one go`() throws {
    let entries = (1...3000).map { count in
      #""g\#(String(repeating: "-", count: count % 30))g\#(count % 10).u\#(count)":"#
        + #"{"dtype":"X9","shape":[1],"data_offsets":[\#(count - 1),\#(count)]}"#
    }
    let file = SafetensorsFile(
      header: "{\(entries.joined(separator: ","))}", body: [UInt8](repeating: 0, count: 3000))
    let checkpoint = try Checkpoint(bytes: file.bytes)
    #expect(checkpoint.part.unreadable.count == 3000)
    let names = checkpoint.parts(under: nil).dropFirst().reduce(0) { $0 + $1.names.count }
    #expect(names <= 3000)
  }

  @Test func `a long text as a number is not copied`() {
    let text = Pickle.text(String(repeating: "a", count: 1 << 20))
    let type =
      Pickle.global("numpy", "dtype") + Pickle.tuple(Pickle.text("U9")) + [0x52, 0x71, 1, 0x30]
    let call =
      Pickle.global("numpy.core.multiarray", "scalar") + Pickle.tuple([0x68, 1], [0x68, 0]) + [
        0x52, 0x30,
      ]
    let root = text + [0x71, 0, 0x30] + type + (0..<3000).flatMap { _ in call } + tensors
    #expect(message(root) == "no error")
  }

  @Test func `long lists of numbers beside the tensors are read`() {
    let numbers = (0..<100_000).flatMap { _ in
      [0x47] as [UInt8] + [UInt8](repeating: 0x3F, count: 8)
    }
    let root = Pickle.dictionary([
      ("losses", [0x5D, 0x28] + numbers + [0x65]), ("state_dict", tensors),
    ])
    #expect(message(root) == "no error")
  }

  @Test func `tensors in tuples, under bytes, numbers and deep down are found`() throws {
    let bytes: [UInt8] = [0x43, 2] + Array("sd".utf8)
    var deep = tensors
    for _ in 0..<7 { deep = Pickle.dictionary([("in", deep)]) }
    for root in [
      Pickle.tuple(Pickle.number(5), tensors), [0x7D] + bytes + tensors + [0x73],
      [0x7D] + Pickle.tuple(Pickle.number(1)) + tensors + [0x73], deep,
    ] {
      let checkpoint = try Checkpoint(bytes: ZipFile.pyTorch(root).bytes)
      #expect(checkpoint.entries.map(\.name) == ["t"])
    }
  }

  @Test func `what is wrong with one tensor keeps no other from being read`() throws {
    let root = Pickle.dictionary([
      ("state_dict", tensors),
      (
        "other",
        Pickle.dictionary([("far", Pickle.tensor(offset: 99)), ("none", Pickle.tensor("7"))])
      ),
    ])
    let checkpoint = try Checkpoint(bytes: ZipFile.pyTorch(root).bytes)
    #expect(checkpoint.part.key == "state_dict")
    let other = try #require(checkpoint.parts.first { $0.key == "other" })
    let error = #expect(throws: CheckpointError.self) {
      try checkpoint.reading(other).tensor("far")
    }
    #expect(error?.description == "tensor 'far' reaches element 102 of a storage of 4")
    #expect(throws: CheckpointError.self) { try checkpoint.reading(other).tensor("none") }
  }
}
