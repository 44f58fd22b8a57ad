import Screens
import Studio

/// The page that `man ganbrush` shows, from what the program knows of itself.
struct ManualPage {
  private let program: CommandDescription
  private var page = ManualText()

  init(of program: CommandDescription) {
    self.program = program
    page.request("TH", program.name.uppercased(), "1", "", "ganbrush \(Release.version)", "")
    writeHead()
    writeCommands()
    page.section("OPTIONS")
    page.paragraphs("Every command has --help.")
    write(program.shownSubcommands, under: program.name)
    writeKeys()
    writeSurroundings()
    writeExamples()
  }

  var text: String { page.text }

  private mutating func writeHead() {
    page.section("NAME")
    // Indexers read this line: the dash must be as they expect it.
    page.running("ganbrush - paint with the units of a generative adversarial network")
    page.section("SYNOPSIS")
    page.example(["ganbrush [FILE] [OPTIONS]", "ganbrush COMMAND [OPTIONS]"])
    page.section("DESCRIPTION")
    page.paragraphs(
      """
      A generator makes a picture out of random numbers. Some of its inner units stand for trees, others \
      for doors. ganbrush shows the grid of those units beside the picture, in the terminal: pick a \
      concept, paint cells, and the generator draws the picture again.

      Without a command the painter starts. FILE is a picture that was saved by it, a session, a \
      checkpoint of a generator, a folder with one, or the name of an installed model; what it is tells \
      its content. The dash - is standard input where a file other than a checkpoint is read, and standard \
      output where one is written. A file that exists is replaced after a question on a terminal, and elsewhere only with \
      --force.
      """)
  }

  private mutating func writeCommands() {
    page.section("COMMANDS")
    for command in program.shownSubcommands {
      page.entry(command.name, nil, command.abstract ?? "")
    }
    page.entry("help", "COMMAND", "Tell how a command is used.")
  }

  private mutating func write(_ commands: [CommandDescription], under name: String) {
    for command in commands {
      let title = "\(name) \(command.name)"
      page.subsection(title)
      page.paragraphs(command.abstract ?? "")
      if let discussion = command.discussion {
        page.separate()
        page.paragraphs(discussion)
      }
      for argument in command.shownArguments { write(argument) }
      write(command.shownSubcommands, under: title)
    }
  }

  private mutating func write(_ argument: CommandDescription.Argument) {
    let value = argument.kind == "flag" ? nil : argument.valueName?.uppercased()
    let names = (argument.names ?? []).map(\.text).joined(separator: ", ")
    var notes = argument.values.map { ["one of " + $0.joined(separator: ", ")] } ?? []
    if let usual = argument.defaultValue, argument.kind != "flag" {
      notes.append("default: \(usual)")
    }
    if argument.isRepeating { notes.append("may be given several times") }
    let text =
      (argument.abstract ?? "") + (notes.isEmpty ? "" : " (\(notes.joined(separator: "; ")))")
    if argument.isPositional {
      page.entry(value ?? "", nil, text)
    } else {
      page.entry(names, value, text)
    }
  }

  private mutating func writeKeys() {
    page.section("KEYS")
    for group in CommandTable.Group.allCases {
      page.subsection(group.rawValue)
      for entry in CommandTable.standard.entries where entry.group == group {
        page.entry(entry.label, nil, entry.help)
      }
    }
    page.subsection("Other keys")
    page.running(
      "key.COMMAND in the file of settings takes one of these names: "
        + Command.names.map(\.name).joined(separator: ", ") + ".")
  }

  private mutating func writeSurroundings() {
    page.section("ENVIRONMENT")
    for (name, text) in Self.variables { page.entry(name, nil, text) }
    page.section("FILES")
    for (name, text) in Self.files { page.entry(name, nil, text) }
    page.section("EXIT STATUS")
    for (status, text) in [
      ("0", "Everything was done."), ("1", "It could not be done; one line says why."),
      ("2", "The arguments are wrong."),
      ("128+N", "Signal N ended the program; strokes are kept."),
    ] { page.entry(status, nil, text) }
  }

  private mutating func writeExamples() {
    page.section("EXAMPLES")
    for (number, (text, command)) in Self.examples.enumerated() {
      if number > 0 { page.separate() }
      page.running(text)
      page.example([command])
    }
    page.section("SEE ALSO")
    page.running("tmux(1), xterm(1)")
  }

  private static let variables = [
    ("GANBRUSH_ASSETS", "A folder with Models/ and Recipes/ that is looked into first."),
    (
      "GANBRUSH_CPU",
      "The vector instructions to use: baseline, avx2 or avx512; by default the most that there are."
    ),
    ("GANBRUSH_GRAPHICS", "How to show pictures, as --graphics has it."),
    ("XDG_CONFIG_HOME", "Where the file of settings is, by default ~/.config."),
    ("XDG_DATA_HOME", "Where models of one's own are, by default ~/.local/share."),
    (
      "XDG_STATE_HOME",
      "Where bookmarks are kept, and strokes until they are saved, by default ~/.local/state."
    ),
    ("XDG_CACHE_HOME", "Where dissections are kept, by default ~/.cache."),
    ("TERM, COLORTERM, NO_COLOR", "Which colours the terminal has, or that there are to be none."),
    ("LC_ALL, LC_CTYPE, LANG", "Whether the terminal shows UTF-8."),
    ("ESCDELAY", "How many milliseconds a lone escape key waits for the rest of another key."),
    ("SWIFT_BACKTRACE", "If it is set, a crash also prints Swift's own backtrace."),
  ]

  private static let files = [
    (
      "$XDG_CONFIG_HOME/ganbrush/config",
      """
      Settings, one "key = value" a line: model, segmenter, classifier, graphics, mouse (yes or no), \
      colour.CONCEPT (#rrggbb) and key.COMMAND (keys with spaces between them). Lines that begin with # \
      are comments.
      """
    ),
    ("$XDG_DATA_HOME/ganbrush/Models", "Models of one's own, a folder or a checkpoint each."),
    (
      "$XDG_STATE_HOME/ganbrush/*.journal",
      "Strokes that are not saved; the next start offers them."
    ),
    ("$XDG_STATE_HOME/ganbrush/bookmarks-*.txt", "The bookmarks of a model, an id a line."),
    ("$XDG_STATE_HOME/ganbrush/crash-*.txt", "What a crash has left to be reported."),
    ("$XDG_CACHE_HOME/ganbrush/dissections", "What dissections found of models."),
    ("PREFIX/share/ganbrush/Models", "The installed models, a folder each."),
    ("PREFIX/share/ganbrush/Recipes", "Recipes for published checkpoints."),
  ]

  private static let examples = [
    ("Paint, beginning with picture 104:", "ganbrush --id 104"),
    ("Go on with a picture that was saved:", "ganbrush church-id104.png"),
    ("Make a picture without a terminal:", "ganbrush render --id 346 --scale 4 --out church.png"),
    (
      "Show how a session came about, as an animated PNG:",
      "ganbrush render --session church-id104.png --timelapse church.png"
    ),
    (
      "Name the concept of every pixel of a picture from another program:",
      "curl -s https://example.org/church.png | ganbrush segment - --json"
    ),
    ("Find out which units match a concept:", "ganbrush dissect --quick --out run"),
  ]
}
