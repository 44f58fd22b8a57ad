import Files
import FoundationEssentials
import TestSupport
import Testing

/// Files of lines that a person writes by hand.
struct ConfigurationFileTests {
  private func file(_ bytes: [UInt8]) throws -> ConfigurationFile? {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/config"
    try Data(bytes).write(to: URL(filePath: path))
    return try ConfigurationFile(path)
  }

  @Test func `lines set keys, whatever surrounds them`() throws {
    let text =
      "\u{FEFF}# comment = no\r\nmodel=church\r\n\n  colour.my tree  =\t#00ff00  \n\t# x\nlast = a = b"
    let settings = try #require(try file(Array(text.utf8))).settings
    #expect(settings.map(\.line) == [2, 4, 6])
    #expect(settings.map(\.key) == ["model", "colour.my tree", "last"])
    #expect(settings.map(\.value) == ["church", "#00ff00", "a = b"])
    #expect(try file([])?.settings == [])
  }

  @Test func `no file sets nothing`() throws {
    #expect(try ConfigurationFile("/nowhere/at/all")?.settings == nil)
  }

  @Test(arguments: [
    ("a = 1\nmodel", "line 2: 'model' has no =, expected key = value"),
    ("= 1", "line 1: '= 1' has no key"), ("\nmodel =  ", "line 2: 'model =' has no value"),
    ("a = 1\nb = 2\na = 3", "line 3: 'a' is set in line 1, too"),
    ("a = 1\n\u{1B}[2J", "line 2: '\\u{1B}[2J' has no =, expected key = value"),
  ])
  func `a line that says nothing is named`(text: String, message: String) throws {
    let error = #expect(throws: ConfigurationError.self) { try file(Array(text.utf8)) }
    #expect(
      error?.description.hasSuffix("/config, \(message)") == true, "\(error?.description ?? "")")
  }

  @Test func `what is no text, and no file, is refused`() throws {
    let damaged = #expect(throws: ConfigurationError.self) { try file([0x61, 0x0A, 0xFF]) }
    #expect(damaged?.description.hasSuffix("has no =, expected key = value") == true)
    let other = #expect(throws: ConfigurationError.self) { try file([0xFF]) }
    #expect(other?.description.hasSuffix("line 1: it is damaged, expected UTF-8") == true)
    let folder = try TemporaryFolder()
    #expect(
      throws: ConfigurationError.unreadable(.unexpectedKind(folder.path, found: "a folder"))
    ) { try ConfigurationFile(folder.path) }
  }
}
