import Seeing
import ArgumentParser
import Checkpoints
import Files
import Networks
import Painting
import Recipes
import Studio
import Tensors
import Units

extension ModelsCommand {
  /// Everything about one checkpoint that does not need a render.
  struct Inspect: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show a checkpoint's format, architecture, layers, sizes and recipes.")

    @Argument(
      help: "An installed name, a folder, or a checkpoint of any network.", completion: .networks)
    var model: String

    @Option(
      help: """
        Recipes to use instead of the model's own: an installed name or a file; - is standard input.
        """, completion: .recipes)
    var recipes: InputSource?

    @OptionGroup var part: PartOptions

    @Flag(help: "List every tensor, too.")
    var tensors = false

    @Flag(help: "Print one JSON object.")
    var json = false

    @OptionGroup var verbosity: VerbosityOptions

    func run() throws {
      let start = ContinuousClock.now
      let file = try CheckpointFile(model, part)
      if recipes != nil, file.part?.architecture.kind != .generator {
        throw Refusal("'\(shown: model)' is no generator, which recipes are for", status: 2)
      }
      if json { return try JSONOutput.print(try report(file, since: start)) }
      printFile(file.path, file.checkpoint)
      switch file.part {
      case let part? where part.architecture.kind == .generator:
        try printGenerator(part, file.path, since: start)
      case _?: try printNetwork(file, since: start)
      case nil:
        // The tensors may tell a person what the file is.
        printField("architecture", "none of those that ganbrush knows")
        return printTensors(file.checkpoint)
      }
      if tensors { printTensors(file.checkpoint) }
    }

    // MARK: Parts

    private func printFile(_ path: String, _ checkpoint: Checkpoint) {
      printField("file", "\(shown: path)")
      let key = checkpoint.part.key
      let under = key.isEmpty ? "" : ", state dict under '\(shown: key)'"
      printField(
        "format", "\(checkpoint.format.rawValue), \(megabytes(checkpoint.byteCount))\(under)")
      printParts(checkpoint)
      let types = Dictionary(grouping: checkpoint.entries, by: \.storage.rawValue)
        .sorted { $0.key < $1.key }.map { "\($0.value.count) \($0.key)" }
      printField("tensors", types.joined(separator: ", "))
      for (name, text) in checkpoint.metadata.sorted(by: { $0.key < $1.key }).prefix(12) {
        printField("note", "\(shown: name) = \(text.shown(limit: 60))")
      }
    }

    /// The other parts of the file, which `--key` can choose, and what cannot be read.
    private func printParts(_ checkpoint: Checkpoint) {
      // A hostile file may have thousands.
      let looked = checkpoint.parts.prefix(100)
      let others = looked.flatMap(\.withPrefixedParts).filter { other in
        other.path != checkpoint.part.path && other.role != .optimizer && !other.path.isEmpty
          && !other.isRest
      }
      for other in others.prefix(12) {
        let architecture = try? Architecture(of: checkpoint.reading(other))
        printField(
          "--key",
          "\(other.key), \(other.entries.count) tensors"
            + (architecture.map { ", \($0.title)" } ?? ""))
      }
      let more = max(0, others.count - 12) + checkpoint.parts.count - looked.count
      if more > 0 { printField("--key", "and \(more) more") }
      for (_, error) in checkpoint.part.unreadable.sorted(by: { $0.key < $1.key }).prefix(12) {
        printField("not read", error.description)
      }
    }

    private func report(
      _ file: CheckpointFile, since start: ContinuousClock.Instant
    ) throws -> InspectReport {
      var report = InspectReport(file, tensors: tensors)
      switch file.part {
      case let part? where part.architecture.kind == .generator:
        try report.add(try loaded(part, file.path, since: start))
      case _?:
        let digest = try file.attempt { try file.checkpoint.digest() }
        report.add(try file.network { try Network($0) }, hash: "\(digest)")
      case nil: break
      }
      return report
    }

    private func loaded(
      _ part: NetworkPart, _ path: String, since start: ContinuousClock.Instant
    ) throws -> Model {
      let library = AssetLibrary()
      let recipes = try recipes.map { try library.path(ofRecipes: $0.path) }
      return try Model(
        part, at: path, since: start, recipesPath: recipes, shelf: library.recipes)
    }

    private func printGenerator(
      _ part: NetworkPart, _ path: String, since start: ContinuousClock.Instant
    ) throws {
      let model = try loaded(part, path, since: start)
      let generator = model.generator
      printField("model", "\(shown: model.name)")
      printField("sha256", try model.identity().hash)
      printField("architecture", generator.architecture.title)
      printField("latent", "\(generator.latentSize) numbers")
      printField("picture", "\(generator.pictureSize) px, \(generator.pictureChannels) channels")
      printField("parameters", "\(generator.parameterCount)")
      printField("opens in", openingTime(model.openingTime, waiting: model.waitingTime))
      for candidate in model.candidates {
        let name = "\(shown: candidate.name)"
        printField(
          "recipes",
          "\(name), by \(candidate.fit)"
            + (candidate.fit.isCertain ? "" : "; to use them: --recipes \(name)"))
      }
      for failure in model.skippedRecipes { printField("passed over", failure.description) }
      print("\n" + row("layer", "grid", "units", "recipes"))
      for layer in generator.layers {
        let chapter = model.recipes?.chapter(layer.name)
        let recipes = chapter.map { chapter in
          let concepts = chapter.brushes().map { "\(shown: $0.concept)" }
          return "\(concepts.joined(separator: " ")), by \(shown: chapter.metrics)"
        }
        print(row("\(shown: layer.name)", "\(layer.grid)", "\(layer.units)", recipes ?? "–"))
      }
      guard let start = model.recipes?.start else { return }
      print("")
      printField(
        "starts with",
        "id \(start.id), layer \(shown: start.layer), \(start.strength) units a stroke")
      printField("gallery", "ids \(start.gallery.map(String.init).joined(separator: " "))")
    }

    /// A network that reads pictures.
    private func printNetwork(_ file: CheckpointFile, since start: ContinuousClock.Instant) throws {
      let network = try file.network { try Network($0) }
      let digest = try file.attempt { try file.checkpoint.digest() }
      let elapsed = ContinuousClock.now - start
      printField("sha256", "\(digest)")
      printField("architecture", network.title)
      let extents = network.inputShape.extents
      printField("picture", "\(extents[1])×\(extents[2]) px, \(extents[0]) channels")
      switch network {
      case .generator: break
      case .classifier(let classifier): printNames("classes", classifier.classes)
      case .segmenter(let segmenter): printNames("concepts", segmenter.concepts)
      }
      printField("parameters", "\(network.parameterCount)")
      printField("opens in", openingTime(elapsed, waiting: file.checkpoint.waitingTime))
      print("\n" + row("layer", "grid", "units", ""))
      for layer in network.layers {
        print(row("\(shown: layer.name)", "\(layer.grid)", "\(layer.units)", ""))
      }
    }

    /// How many there are, and the first of them.
    private func printNames(_ field: String, _ names: [String]) {
      let shown = names.prefix(24).map { "\(shown: $0)" }.joined(separator: ", ")
      printField(field, "\(names.count): \(shown)\(names.count > 24 ? ", …" : "")")
    }

    private func printTensors(_ checkpoint: Checkpoint) {
      let names = checkpoint.entries.map { "\(shown: $0.name)" }
      let width = max(6, names.map(\.count).max() ?? 0) + 2
      print("\n" + padded("tensor", width) + padded("type", 6) + "shape")
      for (entry, name) in zip(checkpoint.entries, names) {
        let shape = entry.extents.map(String.init).joined(separator: "×")
        print(
          padded(name, width) + padded(entry.storage.rawValue, 6)
            + (shape.isEmpty ? "scalar" : shape))
      }
    }

    // MARK: Text

    private func printField(_ name: String, _ text: String) {
      print(padded(name, 14) + text)
    }

    /// One line of the table; `output_1024x1024` is the longest name there is.
    private func row(_ name: String, _ grid: String, _ units: String, _ recipes: String) -> String {
      let row = padded(name, 18) + padded(grid, 11)
      return recipes.isEmpty ? row + units : row + padded(units, 7) + recipes
    }

    private func padded(_ text: String, _ width: Int) -> String {
      text + String(repeating: " ", count: max(1, width - text.count))
    }

    private func megabytes(_ count: Int) -> String {
      let tenths = (count + 50_000) / 100_000
      return tenths == 0 ? "\(count) bytes" : "\(tenths / 10).\(tenths % 10) MB"
    }

    /// A time, and how much of it was waiting for the disk, for which a second look does not wait.
    private func openingTime(_ elapsed: Duration, waiting: Duration) -> String {
      // Threads wait side by side.
      let share = min(waiting, elapsed)
      return milliseconds(elapsed)
        + (share < .milliseconds(1)
          ? "" : ", of which about \(milliseconds(share)) waiting for the disk")
    }

    private func milliseconds(_ duration: Duration) -> String {
      "\(Int((duration / .milliseconds(1)).rounded(.up))) ms"
    }
  }
}
