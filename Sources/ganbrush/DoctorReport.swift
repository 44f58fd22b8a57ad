import Files
import FoundationEssentials
import Frames
import Networks
import Painting
import Studio
import Tensors
import Terminal

/// What is known of a machine: its processor, its terminal and its models.
struct DoctorReport: Encodable {
  /// The terminal that controls the program, also where a file or a pipe gets the report.
  struct TerminalNote: Encodable {
    let findings: [FindingNote]
    /// How pictures are shown; nil without a terminal.
    let pictures: String?

    private enum CodingKeys: String, CodingKey {
      case findings = "findings"
      case pictures = "pictures"
    }
  }

  struct FindingNote: Encodable {
    let question, answer, conclusion: String
    let advice: String?

    init(_ finding: Finding) {
      (question, answer, conclusion) = (finding.question, finding.answer, finding.conclusion)
      advice = finding.advice
    }

    private enum CodingKeys: String, CodingKey {
      case question = "question"
      case answer = "answer"
      case conclusion = "conclusion"
      case advice = "advice"
    }
  }

  /// An installed model: times in milliseconds, or why it cannot be used.
  struct ModelNote: Encodable {
    let name: String
    var loading: Int?
    var firstRender: Int?
    var error: String?

    private enum CodingKeys: String, CodingKey {
      case name = "name"
      case loading = "loads_in_ms"
      case firstRender = "first_render_ms"
      case error = "error"
    }
  }

  let version = Release.version
  /// The person's file of settings, if there is one.
  let settings: String?
  /// The level whose kernels are used, and those that could be.
  let processor = Processor.level
  let processorLevels = ProcessorLevel.available
  let terminal: TerminalNote
  let folders: [String]
  /// What is there and cannot be used.
  let problems: [String]
  let models: [ModelNote]

  private enum CodingKeys: String, CodingKey {
    case version = "version"
    case settings = "settings"
    case processor = "processor"
    case processorLevels = "processor_levels"
    case terminal = "terminal"
    case folders = "folders"
    case problems = "problems"
    case models = "models"
  }

  /// Asks the terminal, and tries every installed model.
  init(_ graphics: GraphicsOptions) {
    settings = Preferences.path().flatMap { FileIdentity(of: $0) == nil ? nil : $0 }
    terminal = Self.terminal(graphics)
    let library = AssetLibrary()
    folders = library.folders
    problems =
      library.unreadableFolders.map(\.description)
      + library.recipes.broken.map { "recipes cannot be used: \($0)" }
    models = library.models.map { Self.model($0.name, $0.path) }
  }

  private static func terminal(_ graphics: GraphicsOptions) -> TerminalNote {
    do {
      let capabilities = try graphics.capabilities()
      return TerminalNote(
        findings: capabilities.findings.map(FindingNote.init),
        pictures: graphics.backend(for: capabilities).title)
    } catch {
      let capabilities = Capabilities(Surroundings())
      let others = capabilities.surroundings.findings(capabilities.colourDepth)
      return TerminalNote(
        findings: ([absence(error)] + others).map(FindingNote.init), pictures: nil)
    }
  }

  private static func absence(_ error: TerminalError) -> Finding {
    let isRemote = ProcessInfo.processInfo.environment["SSH_CONNECTION"] != nil
    return Finding(
      "terminal (/dev/tty)", answer: error.description,
      conclusion: "the painter and show would refuse to start",
      advice: isRemote
        ? "`ssh -t` gives a command a terminal" : "start it from a shell in a terminal")
  }

  private static func model(_ name: String, _ path: String) -> ModelNote {
    do {
      let clock = ContinuousClock()
      let start = clock.now
      let model = try Model(path: path)
      let loaded = clock.now
      _ = try model.generator.render([Float](repeating: 0, count: model.generator.latentSize))
      return ModelNote(
        name: name, loading: milliseconds(loaded - start),
        firstRender: milliseconds(clock.now - loaded))
    } catch {
      return ModelNote(name: name, error: "\(error)")
    }
  }

  private static func milliseconds(_ duration: Duration) -> Int {
    Int((duration / .milliseconds(1)).rounded(.up))
  }
}
