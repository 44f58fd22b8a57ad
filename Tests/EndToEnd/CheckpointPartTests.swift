import Checkpoints
import HostileFiles
import Tensors
import Testing

extension EndToEndTests {
  /// Files of training programs, through every command that opens a network.
  struct CheckpointPartTests {
    private let workspace: Workspace
    private let network: [String: Tensor]

    init() throws {
      workspace = try Workspace()
      let checkpoint = try Checkpoint(contentsOf: Workspace.network("dcgan"))
      var network: [String: Tensor] = [:]
      for entry in checkpoint.entries where entry.storage.isReal {
        network[entry.name] = try checkpoint.tensor(entry.name)
      }
      self.network = network
      let other = network.mapValues { tensor in
        Tensor(shape: tensor.shape, elements: tensor.elements.map { $0 / 2 })
      }
      let noise = ["fixed_noise": Tensor(shape: Shape(3), elements: [1, 2, 3])]
      try workspace.write(
        TrainingFile.bytes([
          ("netG", other), ("g_ema", network), ("", noise), ("g_optimizer", noise),
          ("optimizerD", noise),
        ]), to: "several.pth")
      try workspace.write(TrainingFile.bytes([("g_ema", network)]), to: "one.pth")
      try workspace.write(TrainingFile.bytes([("netG", other)]), to: "other.pth")
    }

    private static let note =
      "ganbrush: several.pth: reads 'g_ema'; 'netG' fits, too: --key chooses\n"

    @Test func `a moving average is rendered, and the choice is said`() throws {
      let several = try workspace.run(
        "render", "--model", "several.pth", "--id", "1", "--out", "a.png")
      #expect(several.status == 0 && several.errors == Self.note)
      let one = try workspace.run("render", "--model", "one.pth", "--id", "1", "--out", "b.png")
      #expect(one.status == 0 && one.errors.isEmpty)
      #expect(try workspace.picture("a.png") == workspace.picture("b.png"))
    }

    @Test func `a key chooses the other`() throws {
      let several = try workspace.run(
        "render", "--model", "several.pth", "--key", "netG", "--id", "1", "--out", "a.png")
      #expect(several.status == 0)
      let other = try workspace.run("render", "--model", "other.pth", "--id", "1", "--out", "b.png")
      #expect(other.status == 0 && other.errors.isEmpty)
      #expect(try workspace.picture("a.png") == workspace.picture("b.png"))
    }

    @Test func `a key that is not there is an error with those that are`() throws {
      for arguments in [
        ["render", "--out", "a.png", "--model"], ["models", "inspect"],
        ["bench", "--plan", "--model"],
      ] {
        let outcome = try workspace.run(arguments + ["several.pth", "--key", "d"])
        #expect(outcome.status == 1)
        #expect(
          outcome.errors
            == "ganbrush: several.pth: no tensors under 'd', expected 'netG', 'g_ema', 'g_optimizer', 'optimizerD'\n"
        )
      }
    }

    @Test func `what is left out of a conversion is said`() throws {
      let outcome = try workspace.run("models", "convert", "several.pth", "out.safetensors")
      #expect(outcome.status == 0 && outcome.errors == Self.note)
      let count = network.count
      #expect(
        outcome.output == """
          out.safetensors: \(count) tensors of 'g_ema'
          left out: 1 tensor beside it
          left out: \(count) tensors of 'netG'
          left out: 2 tensors of optimizers

          """)
      let converted = try Checkpoint(bytes: try workspace.bytes("out.safetensors"))
      for (name, tensor) in network { #expect(try converted.tensor(name) == tensor) }
    }

    @Test func `tensors are left out under the part that has them`() throws {
      var tensors: [String: Tensor] = ["step": Tensor(shape: Shape(1), elements: [7])]
      for word in ["generator", "discriminator"] {
        for (name, tensor) in network { tensors["\(word).\(name)"] = tensor }
      }
      try workspace.write(TrainingFile.bytes([("state_dict", tensors)]), to: "flat.ckpt")
      for key in [[], ["--key", "state_dict"], ["--key", "generator"]] {
        let outcome = try workspace.run(
          ["models", "convert", "--force", "flat.ckpt", "out.safetensors"] + key)
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(
          outcome.output == """
            out.safetensors: \(network.count) tensors of 'state_dict.generator'
            left out: \(network.count) tensors of 'state_dict.discriminator'
            left out: 1 tensor of 'state_dict'

            """)
      }
    }

    @Test func `every part is listed`() throws {
      let outcome = try workspace.run("models", "inspect", "several.pth")
      #expect(outcome.status == 0 && outcome.errors.isEmpty)
      #expect(outcome.output.contains("state dict under 'g_ema'"))
      #expect(
        outcome.output.firstMatch(
          of: /\nopens in      \d+ ms(, of which about \d+ ms waiting for the disk)?\n/) != nil)
      #expect(outcome.output.contains("--key         netG, \(network.count) tensors, DCGAN\n"))
    }
  }
}
