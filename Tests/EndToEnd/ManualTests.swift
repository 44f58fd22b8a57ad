import Foundation
import Screens
import Testing

extension EndToEndTests {
  /// The manual page, as `make install` puts it where man looks.
  struct ManualTests {
    private let workspace: Workspace
    private let source: String

    init() throws {
      workspace = try Workspace()
      source = try workspace.run("manual").output
      try workspace.write(source, to: "ganbrush.1")
    }

    /// The page as a person reads it.
    private var text: String {
      get throws {
        let outcome = try workspace.run(
          .mandoc, "-T", "utf8", "-O", "width=100", workspace.path("ganbrush.1"))
        #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
        // Bold letters are written twice over a backspace.
        return outcome.output.replacing(/.\u{8}/, with: "")
      }
    }

    @Test func `checkers of manual pages find nothing`() throws {
      let lint = try workspace.run(
        .mandoc, "-T", "lint", "-W", "style", workspace.path("ganbrush.1"))
      let remarks = lint.output.split(separator: "\n").filter {
        // A page without a date is the same in every build.
        !$0.contains("missing date")
      }
      #expect(remarks.isEmpty, "\(remarks)")
      #expect(source.utf8.allSatisfy { $0 < 0x80 })
    }

    @Test func `it has the sections of a page, in their order`() throws {
      let text = try text
      let titles = text.split(separator: "\n").filter { $0.wholeMatch(of: /[A-Z ]+/) != nil }
      #expect(
        titles.filter { !$0.hasPrefix(" ") } == [
          "NAME", "SYNOPSIS", "DESCRIPTION", "COMMANDS", "OPTIONS", "KEYS", "ENVIRONMENT", "FILES",
          "EXIT STATUS", "EXAMPLES", "SEE ALSO",
        ])
    }

    @Test func `it tells every command, every option with its values, and every key`() throws {
      let text = try text
      let flat = text.replacing(/\s+/, with: " ")
      for command in ["render", "models inspect", "segment", "doctor", "importance"] {
        #expect(text.contains("ganbrush \(command)\n"), "\(command)")
      }
      #expect(!text.contains("ganbrush manual"))
      for words in [
        "Draw each pixel of saved pictures as N×N. (default: 1)", "(default: church)",
        "(one of png, npy; default: png)",
        "--before-after", "--force", "Replace files that exist",
        "one of auto, kitty, iterm2, sixel",
        "GANBRUSH_ASSETS", "XDG_STATE_HOME", "$XDG_CONFIG_HOME/ganbrush/config",
        "$XDG_DATA_HOME/ganbrush/Models", "key.COMMAND (keys with spaces between them)",
        "The arguments are wrong.",
        "ganbrush church-id104.png",
      ] { #expect(flat.contains(words), "\(words)") }
      for entry in CommandTable.standard.entries {
        #expect(flat.contains(entry.label), "\(entry.label)")
        #expect(flat.contains(entry.help.replacing(/\s+/, with: " ")), "\(entry.help)")
      }
    }
  }
}
