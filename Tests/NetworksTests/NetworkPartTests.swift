import Checkpoints
import HostileFiles
import Networks
import Tensors
import TestSupport
import Testing
import Units

/// Which of the tensors in a file a network is read from.
@Suite struct NetworkPartTests {
  /// A DCGAN of two layers, whose weights are all `value`, or a discriminator of its size.
  private static func network(
    _ value: Float, prefix: String = "main.", isDiscriminator: Bool = false
  ) -> [String: Tensor] {
    func tensor(_ extents: Int...) -> Tensor {
      let shape = Shape(extents)
      return Tensor(shape: shape, elements: [Float](repeating: value, count: shape.count))
    }
    if isDiscriminator {
      return ["\(prefix)0.weight": tensor(2, 3, 4, 4), "\(prefix)2.weight": tensor(1, 2, 4, 4)]
    }
    return [
      "\(prefix)0.weight": tensor(5, 2, 4, 4), "\(prefix)1.weight": tensor(2),
      "\(prefix)1.bias": tensor(2), "\(prefix)1.running_mean": tensor(2),
      "\(prefix)1.running_var": tensor(2), "\(prefix)3.weight": tensor(2, 3, 4, 4),
    ]
  }

  private static func file(_ parts: [(key: String, tensors: [String: Tensor])]) throws -> Checkpoint
  {
    try Checkpoint(bytes: TrainingFile.bytes(parts))
  }

  /// The weight that the chosen network has everywhere.
  private func value(_ part: NetworkPart) throws -> Float {
    let name = try #require(part.checkpoint.entries.first { $0.name.hasSuffix("0.weight") }).name
    return try part.checkpoint.tensor(name).elements[0]
  }

  @Test(arguments: [
    (["g_ema", "latent_avg"], "g_ema"), (["fixed_noise", "netD", "netG"], "netG"),
    (["best_acc1", "state_dict"], "state_dict"), (["discriminator", "generator"], "generator"),
    (["D", "G", "G_ema"], "G_ema"), (["params", "params_ema"], "params_ema"),
    (["discriminator_state_dict", "generator_state_dict"], "generator_state_dict"),
    (["generator", "generator_smooth"], "generator_smooth"),
    (["g", "g_running", "d"], "g_running"),
    (["d_model", "netG_B"], "netG_B"), (["anything"], "anything"),
    (["model", "whatever"], "model"),
    (["ema_model", "model"], "ema_model"), (["D_ema", "G"], "G"), (["netG", "netGEma"], "netGEma"),
    (["emaG", "G"], "emaG"), (["generator", "generatorEMA"], "generatorEMA"), (["G", "Gs"], "Gs"),
    (["optimal_net"], "optimal_net"),
  ])
  func `the key says which part is wanted`(keys: [String], chosen: String) throws {
    for order in [keys, keys.reversed()] {
      let parts = order.enumerated().map { index, key in
        ["latent_avg", "fixed_noise", "best_acc1"].contains(key)
          ? ("", [key: Tensor(shape: Shape(3), elements: [1, 2, 3])])
          : (key, Self.network(Float(index + 1)))
      }
      let part = try NetworkPart(of: try Self.file(parts))
      #expect(part.checkpoint.part.key == chosen)
      #expect(try value(part) == Float((order.firstIndex(of: chosen) ?? -2) + 1))
      let others = parts.map(\.0).filter { !$0.isEmpty && $0 != chosen }
      #expect(Set(part.others) == Set(others))
      #expect((part.choice == nil) == others.isEmpty)
      #expect(part.choice.map(\.key) ?? chosen == chosen)
    }
  }

  @Test(arguments: [
    (["models/generator", "models/discriminator"], "models.generator"),
    (["models/generator", "models/generator_smooth"], "models.generator_smooth"),
    (["networks/G", "networks/D", "ema/G"], "ema.G"),
  ])
  func `dictionaries in dictionaries are parts`(keys: [String], chosen: String) throws {
    let parts = keys.enumerated().map { ($0.element, Self.network(Float($0.offset + 1))) }
    let part = try NetworkPart(of: try Self.file(parts))
    #expect(part.checkpoint.part.key == chosen)
    let place = keys.firstIndex { $0.replacing("/", with: ".") == chosen }
    #expect(try value(part) == Float(try #require(place) + 1))
  }

  @Test func `a generator's weight that is kept in parts gives the same picture`() throws {
    let checkpoint = try Fixture.open("dcgan")
    var tensors: [String: Tensor] = ["n_averaged": Tensor(shape: Shape(1), elements: [3])]
    for entry in checkpoint.entries where entry.storage.isReal {
      tensors["module.\(entry.name)"] = try checkpoint.tensor(entry.name)
    }
    let whole = try Generator(checkpoint)
    let latent = Latent(id: 3).values(count: whole.latentSize)
    let expected = try #require(try whole.render(latent)).picture
    // Spectral normalization along the outputs of a transposed convolution, its second axis.
    let weight = try checkpoint.tensor("main.0.weight")
    tensors["module.main.0.weight"] = nil
    let (inputs, outputs) = (weight.shape.extents[0], weight.shape.extents[1])
    let v = (0..<inputs * 16).map { Float($0 % 7) - 3 }
    var u = [Float](repeating: 0, count: outputs)
    for input in 0..<inputs {
      for output in 0..<outputs {
        for tap in 0..<16 {
          u[output] += weight.elements[(input * outputs + output) * 16 + tap] * v[input * 16 + tap]
        }
      }
    }
    let norm = u.reduce(0) { $0 + $1 * $1 }
    tensors["module.main.0.weight_orig"] = Tensor(
      shape: weight.shape, elements: weight.elements.map { $0 * norm })
    tensors["module.main.0.weight_u"] = Tensor(shape: Shape(outputs), elements: u.map { $0 / norm })
    tensors["module.main.0.weight_v"] = Tensor(shape: Shape(v.count), elements: v)
    let parted = try #require(try Generator(Checkpoint(tensors)).render(latent)).picture
    expectClose(parted, expected, absolute: 1e-5)
  }

  @Test func `a discriminator is told from a generator by its sizes`() throws {
    let file = try Self.file([
      ("first", Self.network(1, isDiscriminator: true)), ("second", Self.network(2)),
    ])
    let part = try NetworkPart(of: file)
    #expect(part.checkpoint.part.key == "second")
    #expect(part.others.isEmpty)
  }

  @Test(arguments: [
    (["generator", "discriminator"], "generator"), (["netG", "netD"], "netG"),
    (["model.G", "model.D", "model.G_ema"], "model.G_ema"),
    (["models.generator", "models.critic"], "models.generator"),
  ])
  func `names that begin alike are a part`(words: [String], chosen: String) throws {
    var tensors: [String: Tensor] = [:]
    for (index, word) in words.enumerated() {
      tensors.merge(Self.network(Float(index + 1), prefix: "\(word).main.")) { first, _ in first }
    }
    let part = try NetworkPart(of: Checkpoint(tensors))
    #expect(part.checkpoint.part.key == chosen)
    #expect(try value(part) == Float((words.firstIndex(of: chosen) ?? -2) + 1))
    #expect(part.checkpoint.entries.count == 6)
    // The network itself is read, too.
    #expect(try Generator(Checkpoint(tensors)).latentSize == 5)
  }

  @Test func `a network without a key is found beside one that begins with a word`() throws {
    let tensors = Self.network(1).merging(Self.network(2, prefix: "netD.main.")) { first, _ in first
    }
    let part = try NetworkPart(of: Checkpoint(tensors))
    #expect(part.checkpoint.part.key.isEmpty)
    #expect(try value(part) == 1)
  }

  @Test(arguments: ["latent_avg", "fixed_noise", "n_averaged"])
  func `a loose tensor among a network's own is left out`(name: String) throws {
    var tensors = Self.network(1)
    tensors[name] = Tensor(shape: Shape(3), elements: [1, 2, 3])
    let part = try NetworkPart(of: Checkpoint(tensors))
    #expect(part.checkpoint.part.names.count == 6 && part.others.isEmpty)
    #expect(try Generator(Checkpoint(tensors)).latentSize == 5)
  }

  @Test func `a network under a prefix keeps the names of its layers`() throws {
    let generator = try Generator(Checkpoint(Self.network(1, prefix: "generator.net.")))
    #expect(generator.layers.map(\.name.rawValue) == ["generator.net.2", "generator.net.4"])
  }

  @Test func `a key chooses any part`() throws {
    let file = try Self.file([
      ("netG", Self.network(1)), ("netD", Self.network(2)),
      ("x", ["noise": Tensor(shape: Shape(1), elements: [0])]),
    ])
    let part = try NetworkPart(of: file, key: "netD")
    #expect(try value(part) == 2)
    #expect(part.choice == nil)
    let unknown = #expect(throws: NetworkError.self) { try NetworkPart(of: file, key: "g_ema") }
    #expect(
      unknown?.description == "no tensors under 'g_ema', expected 'netG', 'netD', 'x'")
    let none = #expect(throws: NetworkError.self) { try NetworkPart(of: file, key: "x") }
    #expect(none?.description.hasSuffix("found 'noise'") ?? false)
    let bare = #expect(throws: NetworkError.self) {
      try NetworkPart(of: Checkpoint(Self.network(1)), key: "g\u{1B}")
    }
    #expect(
      bare?.description
        == "no tensors under 'g\\u{1B}', expected no key: all tensors lie bare in the file")
  }

  @Test func `the last word of a key is enough`() throws {
    let tensors = Self.network(1, prefix: "model.G_ema.").merging(
      Self.network(2, prefix: "model.G.")
    ) {
      first, _ in first
    }
    #expect(try value(NetworkPart(of: Checkpoint(tensors), key: "G")) == 2)
    #expect(try value(NetworkPart(of: Checkpoint(tensors), key: "model.G_ema")) == 1)
  }

  @Test(arguments: ["main.0.weight", "main.3.weight"])
  func `an unreadable convolution is never passed over`(name: String) throws {
    var file = ZipFile(entries: [
      ZipFile.Entry(name: "x/data/0", bytes: [UInt8](repeating: 0, count: 640))
    ])
    let sparse = PickleText.sparseTensor
    let kernels = [
      "main.0.weight": [5, 2, 4, 4], "main.3.weight": [2, 2, 4, 4], "main.6.weight": [2, 3, 4, 4],
    ]
    let entries = kernels.sorted { $0.key < $1.key }.map { kernel, extents in
      let strides = extents.indices.map { extents[($0 + 1)...].reduce(1, *) }
      return (
        kernel,
        kernel == name ? sparse : PickleText.tensor(count: 160, extents: extents, strides: strides)
      )
    }
    let vectors = [1, 4].flatMap { number in
      ["weight", "bias", "running_mean", "running_var"].map { part in
        ("main.\(number).\(part)", PickleText.tensor(count: 160, extents: [2]))
      }
    }
    file.entries.append(
      ZipFile.Entry(
        name: "x/data.pkl", bytes: PickleText.pickle(PickleText.dictionary(entries + vectors))))
    let error = #expect(throws: NetworkError.self) {
      try Generator(try Checkpoint(bytes: file.bytes))
    }
    #expect(
      error?.description == "tensor '\(name)' is sparse, expected one with numbers of its own")
  }

  @Test func `a tensor that the network needs is named with the reason why it cannot be read`()
    throws
  {
    var file = ZipFile(entries: [])
    file.entries.append(ZipFile.Entry(name: "x/data/0", bytes: [UInt8](repeating: 0, count: 640)))
    let good = PickleText.tensor(count: 160, extents: [5, 2, 4, 4], strides: [32, 16, 4, 1])
    let last = PickleText.tensor(count: 160, extents: [2, 3, 4, 4], strides: [48, 16, 4, 1])
    let sparse = PickleText.sparseTensor
    file.entries.append(
      ZipFile.Entry(
        name: "x/data.pkl",
        bytes: PickleText.pickle(
          PickleText.dictionary([
            ("main.0.weight", good), ("main.1.weight", sparse), ("main.3.weight", last),
          ]))))
    let error = #expect(throws: NetworkError.self) {
      try Generator(try Checkpoint(bytes: file.bytes))
    }
    #expect(
      error?.description
        == "tensor 'main.1.weight' is sparse, expected one with numbers of its own")
  }
}
