import Checkpoints
import Tensors
import TestSupport
import Testing

/// Checkpoints as training programs save them, which make_training_fixtures.py wrote with PyTorch.
@Suite struct TrainingFileTests {
  private let expected: Checkpoint

  init() throws {
    expected = try Checkpoint(contentsOf: Fixture.path("training-expected.safetensors"))
  }

  private func open(_ name: String) throws -> Checkpoint {
    try Checkpoint(contentsOf: Fixture.path(name))
  }

  @Test(arguments: [
    "objects-2.pt", "objects-4.pt", "objects-5.pt", "legacy-objects.pth", "module.pt",
    "legacy-module.pth", "averaged-module.pt", "loose.pt", "no-checksums.pt", "unreadable.pt",
  ])
  func `whatever else a file holds, its state dict is read`(name: String) throws {
    let expected = try open("expected.safetensors")
    let checkpoint = try open(name)
    for entry in expected.entries {
      #expect(try checkpoint.tensor(entry.name) == expected.tensor(entry.name), "\(entry.name)")
    }
    let names = checkpoint.entries.map(\.name).filter { !$0.hasPrefix("inner.") }
    #expect(Set(names) == Set(expected.entries.map(\.name)))
  }

  @Test(arguments: [
    ("objects-2.pt", "state_dict"), ("module.pt", ""), ("averaged-module.pt", ""),
    ("loose.pt", "g_ema"),
  ])
  func `the part that is read has its key`(name: String, key: String) throws {
    #expect(try open(name).part.key == key)
  }

  @Test func `every part of a file is listed with its role`() throws {
    let parts = try open("loose.pt").parts.map { "\($0.key) \($0.entries.count) \($0.role)" }
    #expect(parts == [" 1 plain", "g_ema 12 average", "g 1 generator"])
    let roles = try open("objects-2.pt").parts.map { "\($0.key) \($0.role)" }
    #expect(roles == [" plain", "state_dict plain", "optimizer.state.0 optimizer"])
  }

  @Test func `modules within a module give their names`() throws {
    for name in ["module.pt", "legacy-module.pth"] {
      let checkpoint = try open(name)
      #expect(try checkpoint.entry("inner.0.weight").extents == [1, 1])
      #expect(checkpoint.contains("inner.0.bias"))
    }
  }

  @Test func `numbers and texts beside the tensors are notes, other objects are none`() throws {
    #expect(try open("objects-2.pt").metadata == ["step": "7"])
  }

  @Test(arguments: [
    ("sparse", "sparse"), ("quantized", "quantized"),
    ("meta", "a meta tensor, whose numbers were not saved"), ("complex", "stored as complex128"),
    ("array", "a numpy array"),
  ])
  func `a tensor that cannot be read is an error when it is asked for`(
    name: String, reason: String
  ) throws {
    let checkpoint = try open("unreadable.pt")
    #expect(checkpoint.part.unreadable[name] == .unreadableTensor(name, reason: reason))
    #expect(checkpoint.contains(name))
    let error = #expect(throws: CheckpointError.self) { try checkpoint.tensor(name) }
    #expect(
      error?.description == "tensor '\(name)' is \(reason), expected one with numbers of its own")
  }

  @Test(arguments: ["empty.pt"])
  func `a tensor without elements keeps its place in the file`(name: String) throws {
    let checkpoint = try open(name)
    #expect(checkpoint.entries.map(\.extents) == [[0], [2, 0, 3], [1]])
    let error = #expect(throws: CheckpointError.self) { try checkpoint.tensor("flat") }
    #expect(error?.description == "tensor 'flat' is 2×0×3, expected extents of 1 or more")
    // The format that it is converted to has such tensors, too.
    var file: [UInt8] = []
    try SafetensorsWriter(checkpoint, isHalf: true).write { file += $0 }
    let converted = try Checkpoint(bytes: file)
    #expect(Set(converted.entries.map(\.extents)) == [[0], [2, 0, 3], [1]])
  }

  @Test(arguments: ["negative", "negative_double", "buffer", "subclass"])
  func `signs that were put off are made up for`(name: String) throws {
    let checkpoint = try open("signs.pt")
    #expect(try checkpoint.tensor(name) == expected.tensor(name))
  }

  @Test func `converted, every type keeps its numbers and gets its signs`() throws {
    let checkpoint = try open("signs.pt")
    var file: [UInt8] = []
    try SafetensorsWriter(checkpoint, isHalf: false).write { file += $0 }
    let converted = try Checkpoint(bytes: file)
    #expect(converted.entries.count == 9)
    for entry in converted.entries {
      let other = try expected.entry(entry.name)
      #expect(entry.storage == other.storage && entry.extents == other.extents)
      #expect(try converted.littleEndianBytes(of: entry) == expected.littleEndianBytes(of: other))
    }
  }

  @Test(arguments: [
    "old", "old_transposed", "square", "square_too", "new", "new_transposed", "weight",
    "weight_whole", "weight_new",
  ])
  func `a weight that is kept in parts is put together`(name: String) throws {
    let checkpoint = try open("reparametrized.pt")
    let weight = try checkpoint.tensor("\(name).weight")
    let wanted = try expected.tensor("\(name).weight")
    expectClose(weight, wanted, absolute: 1e-6, relative: 1e-5)
    #expect(
      checkpoint.entries.allSatisfy { entry in
        !["_orig", "_u", "_v", "_g", "original"].contains { entry.name.hasSuffix($0) }
      })
  }

  @Test(arguments: [
    // W v is 1, 3 along the first axis, and 1, 2 along the second.
    ([1, 3], Float(10).squareRoot()), ([1, 2], Float(5).squareRoot()), ([1, -1], nil),
    ([0, 1], nil),
  ])
  func `u and v tell along which of two axes a weight is normalized, or it is refused`(
    u: [Float], norm: Float?
  ) throws {
    let length = (u[0] * u[0] + u[1] * u[1]).squareRoot()
    let checkpoint = Checkpoint([
      "a.weight_orig": Tensor(shape: Shape(2, 2), elements: [1, 2, 3, 4]),
      "a.weight_u": Tensor(shape: Shape(2), elements: u.map { $0 / length }),
      "a.weight_v": Tensor(shape: Shape(2), elements: [1, 0]),
    ])
    guard let norm else {
      let error = #expect(throws: CheckpointError.self) { try checkpoint.tensor("a.weight") }
      #expect(error?.description.hasPrefix("tensor 'a.weight' is divided by its spectral") == true)
      return
    }
    let weight = try checkpoint.tensor("a.weight")
    expectClose(
      weight, Tensor(shape: Shape(2, 2), elements: [1, 2, 3, 4].map { $0 / norm }), absolute: 1e-6)
  }
}
