import Checkpoints
import Tensors
import Testing

@Suite struct PyTorchFileTests {
  @Test(arguments: Fixture.archives + Fixture.streams + ["module.safetensors"])
  func `every format, type, view and wrapper gives the same tensors`(name: String) throws {
    let expected = try Checkpoint(contentsOf: Fixture.path("expected.safetensors"))
    let checkpoint = try Checkpoint(contentsOf: Fixture.path(name))
    let names = checkpoint.entries.map(\.name).filter { $0 != "counter" }
    #expect(Set(names) == Set(expected.entries.map(\.name)))
    for entry in expected.entries {
      #expect(try checkpoint.tensor(entry.name) == expected.tensor(entry.name), "\(entry.name)")
      #expect(try checkpoint.entry(entry.name).extents == entry.extents)
    }
  }

  @Test func `formats and types are told`() throws {
    let archive = try Checkpoint(contentsOf: Fixture.path("counted.pt"))
    #expect(archive.format == .archive)
    #expect(
      archive.entries.map(\.storage) == [
        .float32, .float16, .bfloat16, .float64, .float32, .float32, .float32, .float32, .float32,
        .float32, .float32, .float32, .int64,
      ])
    #expect(archive.entries.first { $0.name == "scalar" }?.extents == [])
    #expect(try Checkpoint(contentsOf: Fixture.path("legacy.pth")).format == .stream)
    #expect(try Checkpoint(contentsOf: Fixture.path("module.safetensors")).format == .safetensors)
  }

  @Test(arguments: [
    ("bare.pt", nil), ("training.pt", "state_dict"), ("averaged.pt", "g_ema"),
    ("net-g.pt", "netG"), ("model.pt", "model"), ("other-key.pt", "generator"),
    ("legacy-training.pth", "state_dict"),
  ])
  func `the wrapper of a state dict is told`(name: String, wrapper: String?) throws {
    #expect(try Checkpoint(contentsOf: Fixture.path(name)).part.key == wrapper ?? "")
  }

  @Test(arguments: ["training.pt", "legacy-training.pth"])
  func `numbers and texts beside the tensors are notes, numpy's too`(name: String) throws {
    let checkpoint = try Checkpoint(contentsOf: Fixture.path(name))
    #expect(
      checkpoint.metadata == [
        "epoch": "3", "step": "12345", "loss": "0.5", "rate": "0.001", "best": "true",
        "note": "a café",
      ])
  }

  @Test(arguments: Fixture.archives + Fixture.streams, [false, true])
  func `a converted file holds the same`(name: String, isHalf: Bool) throws {
    let checkpoint = try Checkpoint(contentsOf: Fixture.path(name))
    var bytes: [UInt8] = []
    try SafetensorsWriter(checkpoint, isHalf: isHalf).write { bytes += $0 }
    let converted = try Checkpoint(bytes: bytes)
    #expect(converted.format == .safetensors)
    #expect(converted.metadata == checkpoint.metadata)
    #expect(Set(converted.entries.map(\.name)) == Set(checkpoint.entries.map(\.name)))
    for entry in checkpoint.entries {
      let copy = try converted.entry(entry.name)
      #expect(copy.extents == entry.extents)
      guard entry.storage.isReal else {
        #expect(copy.storage == entry.storage)
        continue
      }
      #expect(copy.storage == (isHalf ? .float16 : entry.storage))
      // The fixtures' values are exact in half precision.
      #expect(try converted.tensor(entry.name) == checkpoint.tensor(entry.name))
    }
  }

  @Test func `a number beyond half precision is refused, infinity is not`() throws {
    let large = Checkpoint(["a": Tensor(shape: Shape(2), elements: [1, 65520])])
    let error = #expect(throws: CheckpointError.self) {
      try SafetensorsWriter(large, isHalf: true).write { _ in }
    }
    #expect(error?.description == "tensor 'a' holds 65520.0, which half precision cannot")
    let infinite = Checkpoint(["a": Tensor(shape: Shape(2), elements: [-.infinity, 65519])])
    var bytes: [UInt8] = []
    try SafetensorsWriter(infinite, isHalf: true).write { bytes += $0 }
    #expect(try Checkpoint(bytes: bytes).tensor("a").elements == [-.infinity, 65504])
  }
}
