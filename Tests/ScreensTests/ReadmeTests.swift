import FoundationEssentials
import Screens
import Testing

/// The list of keys in the pages that people read is the command table, written as Markdown.
@Suite struct ReadmeTests {
  private static let readme = page("README.md")
  private static let painting = page("docs/painting.md")

  private static func page(_ path: String) -> URL {
    URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../\(path)")
      .standardizedFileURL
  }

  private static var table: String {
    CommandTable.Group.allCases.reduce(into: "| key | what it does |\n|---|---|\n") {
      table, group in
      for entry in CommandTable.standard.entries where entry.group == group {
        let keys = entry.label.split(separator: " ").map { "`\($0)`" }.joined(separator: " ")
        table += "| \(keys) | \(entry.help) |\n"
      }
    }
  }

  @Test func `the README installs where every shell means the same folder`() throws {
    let text = try String(contentsOf: Self.readme, encoding: .utf8)
    #expect(text.contains("make install PREFIX=$HOME/.local"))
    #expect(!text.contains("PREFIX=~"))
  }

  @Test func `docs/painting.md names every key`() throws {
    let text = try String(contentsOf: Self.painting, encoding: .utf8)
    let start = try #require(text.firstRange(of: "<!-- keys -->\n")).upperBound
    let end = try #require(text.firstRange(of: "<!-- /keys -->")).lowerBound
    guard ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] != nil else {
      #expect(text[start..<end] == Self.table)
      return
    }
    let written = text[..<start] + Self.table + text[end...]
    try Data(written.utf8).write(to: Self.painting)
    Issue.record("wrote the list of keys")
  }
}
