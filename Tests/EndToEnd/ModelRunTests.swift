import Checkpoints
import Files
import Foundation
import Networks
import Tensors
import TestSupport
import Testing
import Units

extension EndToEndTests {
  /// `models run`, on the networks and with the results that PyTorch wrote for NetworksTests.
  struct ModelRunTests {
    private let workspace: Workspace

    init() throws { workspace = try Workspace() }

    private func fixture(_ name: String) -> String { Workspace.network(name) }

    @Test(arguments: [
      ("dcgan", "main.2,main.10"), ("progressive-old", "layer4"), ("vgg16", "relu5_3,conv1_1,fc8a"),
      ("alexnet", "lrn1,fc6"), ("resnet", "0,7,10"),
    ])
    func `features are written under the names of their layers`(
      network: String, layers: String
    ) throws {
      let expected = try Checkpoint(contentsOf: fixture("\(network)-expected"))
      let outcome = try workspace.run(
        "models", "run", fixture(network), "--input", fixture("\(network)-expected"), "--layers",
        layers, "--out", "out.safetensors")
      #expect(outcome.status == 0)
      #expect(outcome.output.isEmpty && outcome.errors.isEmpty, "\(outcome.errors)")
      let found = try Checkpoint(contentsOf: workspace.path("out.safetensors"))
      #expect(Set(found.entries.map(\.name)) == Set(layers.split(separator: ",").map(String.init)))
      for entry in found.entries {
        // As in NetworksTests: some 100 roundings of features of order 1 to 10.
        expectClose(
          try found.tensor(entry.name), try expected.tensor("plain/\(entry.name)"), absolute: 1e-4)
      }
    }

    @Test func `without layers the last one is written`() throws {
      let outcome = try workspace.run(
        "models", "run", fixture("vgg16"), "--input", fixture("vgg16-expected"), "--out",
        "out.safetensors")
      #expect(outcome.status == 0)
      let found = try Checkpoint(contentsOf: workspace.path("out.safetensors"))
      #expect(found.entries.map(\.name) == ["fc8a"])
    }

    /// A NumPy file of single precision.
    private func array(_ tensor: Tensor) -> [UInt8] {
      let shape = tensor.shape.extents.map { "\($0)," }.joined()
      let header = "{'descr': '<f4', 'fortran_order': False, 'shape': (\(shape)), }\n"
      return ArrayFile.signature + [1, 0, UInt8(header.utf8.count), 0] + Array(header.utf8)
        + tensor.elements.flatMap { number in
          (0..<4).map { UInt8(truncatingIfNeeded: number.bitPattern >> (8 * $0)) }
        }
    }

    @Test(arguments: [("resnet", [1, 1]), ("resnet", [24, 40]), ("segmenter", [16, 48])])
    func `pictures of any size are read where the tensors leave it open`(
      network: String, size: [Int]
    ) throws {
      let count = 3 * size[0] * size[1]
      let picture = Tensor(
        shape: Shape(3, size[0], size[1]), elements: (0..<count).map { Float($0 % 23) / 23 })
      try workspace.write(array(picture), to: "one.npy")
      let outcome = try workspace.run(
        "models", "run", fixture(network), "--input", "one.npy", "--out", "out.npy")
      #expect(outcome.status == 0, "\(outcome.errors)")
      let checkpoint = try Checkpoint(contentsOf: fixture(network))
      let opened = try Network(checkpoint, pictureSize: Grid(height: size[0], width: size[1]))
      let last = try #require(opened.layers.last).name
      let features = try opened.features(of: picture, at: [last])
      #expect(try NumPyArray(bytes: try workspace.bytes("out.npy")).tensor == features[last])
    }

    @Test func `a batch gives what its inputs give one by one, as arrays, too`() throws {
      let latent = try Checkpoint(contentsOf: fixture("dcgan-expected")).tensor("latent")
      let latents = [latent.elements, latent.elements.map { -$0 }, latent.elements.map { $0 / 2 }]
      var expected: [Float] = []
      for (number, elements) in latents.enumerated() {
        try workspace.write(array(Tensor(shape: latent.shape, elements: elements)), to: "one.npy")
        let outcome = try workspace.run(
          "models", "run", fixture("dcgan"), "--input", "one.npy", "--layers", "main.2", "--out",
          "\(number).npy")
        try #require(outcome.status == 0, "\(outcome.errors)")
        let found = try NumPyArray(bytes: try workspace.bytes("\(number).npy")).tensor
        #expect(found.shape == Shape(16, 4, 4))
        expected += found.elements
      }
      let batch = Tensor(shape: Shape(3, latent.shape.count), elements: latents.flatMap(\.self))
      try workspace.write(array(batch), to: "all.npy")
      let words = "ganbrush models run '\(fixture("dcgan"))' --layers main.2"
      let outcome = try workspace.shell(
        """
        \(words) --input all.npy --out all.safetensors && \(words) --input - --out all-out.npy <all.npy
        \(words) --input all.safetensors --out x.npy
        mkfifo pipe; cat all.npy >pipe & \(words) --input pipe --out piped.npy
        cmp piped.npy all-out.npy
        """)
      #expect(
        outcome.errors.hasSuffix(
          "all.safetensors: the input is 3×16×4×4, expected 6 for this DCGAN, or a batch of such inputs\n"
        ))
      #expect(outcome.status == 0, "\(outcome.errors)")
      let found = try Checkpoint(contentsOf: workspace.path("all.safetensors")).tensor("main.2")
      #expect(found == Tensor(shape: Shape(3, 16, 4, 4), elements: expected))
      #expect(try NumPyArray(bytes: try workspace.bytes("all-out.npy")).tensor == found)
    }

    @Test func `an array holds one layer`() throws {
      let outcome = try workspace.run(
        "models", "run", fixture("dcgan"), "--input", fixture("dcgan-expected"), "--layers",
        "main.2,main.10", "--out", "a.npy")
      #expect(outcome.status == 2)
      #expect(outcome.errors == "ganbrush: --out: a .npy file holds one layer, found 2\n")
      #expect(!workspace.holds("a.npy"))
    }

    @Test(arguments: [
      ("vgg16", "vgg16-expected", "conv9", "no layer 'conv9', expected one of 'conv1_1'", 2),
      ("vgg16", "vgg16-expected", ",", "--layers names no layer", 2),
      ("vgg16", "dcgan-expected", "fc6", "the input is 6, expected 3×32×32 for this VGG16", 1),
      ("dcgan", "vgg16-expected", "main.2", "the input is 3×32×32, expected 6 for this DCGAN", 1),
      ("dcgan", "vgg16", "main.2", "32 tensors, expected one, or one named", 1),
      ("dcgan-expected", "dcgan-expected", "main.2", "not a known network", 1),
      ("no-such-file", "dcgan-expected", "main.2", "no-such-file", 1),
    ])
    func `what does not fit is said in one line`(
      network: String, input: String, layers: String, named: String, status: Int32
    ) throws {
      let outcome = try workspace.run(
        "models", "run", fixture(network), "--input", fixture(input), "--layers", layers, "--out",
        "out.safetensors")
      #expect(outcome.status == status)
      #expect(outcome.errors.hasPrefix("ganbrush: "))
      #expect(outcome.errors.contains(named), "\(outcome.errors)")
      #expect(outcome.errors.count { $0 == "\n" } == 1)
      #expect(!workspace.holds("out.safetensors"))
    }
  }
}
