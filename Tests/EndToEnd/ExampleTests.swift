import Foundation
import Testing

extension EndToEndTests {
  /// The experiments of docs/examples, as a person runs them.
  struct ExampleTests {
    private static let checkout = URL(filePath: Workspace.assets).deletingLastPathComponent()
    /// With numpy and safetensors; make setup-python installs it, which make test does.
    private static let python = checkout.appending(path: ".build-python/bin/python").path

    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: python)))
    func `units that are active where trees are take trees away, and random ones do not`() throws {
      let workspace = try Workspace()
      let script = Self.checkout.appending(path: "docs/examples/ablate_trees.py").path
      let outcome = try workspace.run(Self.python, [script, "20"])
      try #require(outcome.status == 0, "\(outcome.errors)")
      let shares = try outcome.output.split(separator: "\n").map { line in
        try #require(line.firstMatch(of: /([0-9.]+)%/).flatMap { Double($0.1) }, "\(line)")
      }
      try #require(shares.count == 3, "\(outcome.output)")
      #expect(shares[0] > 3, "there are trees to take away")
      #expect(shares[1] < shares[0] / 2)
      #expect(shares[2] > shares[0] * 0.7 && shares[2] < shares[0] * 1.5)
    }
  }
}
