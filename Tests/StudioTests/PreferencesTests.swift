import Cells
import Files
import FoundationEssentials
import Pictures
import Screens
import Studio
import TestSupport
import Testing

/// What a person may set for all commands.
struct PreferencesTests {
  private static let styles = ["auto", "kitty", "blocks"]

  private func preferences(_ text: String) throws -> Preferences {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/config"
    try Data(text.utf8).write(to: URL(filePath: path))
    let file = try #require(try ConfigurationFile(path))
    return try Preferences(file, graphics: Self.styles)
  }

  private func page() throws -> String {
    let path = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../docs/configuration.md").standardizedFileURL
    return try String(contentsOf: path, encoding: .utf8)
  }

  @Test func `the example of the documentation sets everything`() throws {
    let text = try page()
    let start = try #require(text.firstRange(of: "```ini\n")).upperBound
    let end = try #require(text[start...].firstRange(of: "```")).lowerBound
    let found = try preferences(String(text[start..<end]))
    #expect(found.model == "church" && found.segmenter == "world-segmenter")
    #expect(found.classifier == "world-classifier")
    #expect(found.graphics == "blocks" && !found.mouse)
    #expect(found.colours == ["tree": Pixel(32, 128, 32), "sky": Pixel(135, 189, 235)])
    #expect(found.commands.command(for: .control("z")) == .undo)
    #expect(found.commands.command(for: .character("u")) == .undo)
    #expect(found.commands.command(for: .function(12)) == .suspend)
  }

  @Test func `a path may begin at home`() throws {
    let home = try #require(PersonalFolder.home()).path
    #expect(try preferences("model = ~/").model == "\(home)/")
  }

  @Test func `the documentation names every command`() throws {
    let text = try page()
    let start = try #require(text.firstRange(of: "<!-- commands -->\n")).upperBound
    let end = try #require(text.firstRange(of: "<!-- /commands -->")).lowerBound
    let names = text[start..<end].split(whereSeparator: \.isWhitespace).map { String($0) }
    #expect(names == Command.names.map { "`\($0.name)`" })
  }

  @Test(arguments: [
    ("modle = x", "'modle' is not known, expected model, segmenter, classifier, "),
    ("model = gone", "no file and no model 'gone'; installed: church, church-plain"),
    ("model = world-segmenter", "'world-segmenter' is a segmenter, expected a generator; "),
    ("segmenter = church", "'church' is a generator, expected a segmenter; installed: "),
    ("classifier = gone", "no file and no classifier 'gone'; installed: world-classifier"),
    ("graphics = tektronix", "graphics is 'tektronix', expected one of auto, kitty, blocks"),
    ("mouse = perhaps", "mouse is 'perhaps', expected yes or no"),
    ("colour.tree = green", "the colour is 'green', expected #rrggbb"),
    ("colour.tree = #12345", "the colour is '#12345', expected #rrggbb"),
    ("key.undoo = u", "no command 'undoo', expected one of left, right, "),
    ("key.undo = ctrl-z", "no key 'ctrl-z', expected a character, ^X for control, "),
    ("key.undo = B", "the key B chooses a concept"),
    ("key.undo = esc", "the key esc is always the key that closes or quits"),
    ("key.undo = z z", "the key z is given twice"),
    ("key.undo = z\nkey.redo = z", "the key z is given twice"),
  ])
  func `a line that means nothing is named`(text: String, message: String) throws {
    let error = #expect(throws: ConfigurationError.self) { try preferences(text) }
    let line = text.contains("\n") ? 2 : 1
    #expect(
      error?.description.contains("/config, line \(line): \(message)") == true,
      "\(error?.description ?? "")")
  }
}
