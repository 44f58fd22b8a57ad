import Foundation
import Testing

extension EndToEndTests {
  /// What shells offer where a person presses tab.
  struct CompletionTests {
    private let workspace: Workspace

    init() throws {
      workspace = try Workspace()
      _ = try workspace.draw("church.png", width: 16, height: 16)
      try FileManager.default.createDirectory(
        atPath: workspace.path("chapels"), withIntermediateDirectories: false)
    }

    /// What bash offers at the end of a line.
    private func offers(_ line: String) throws -> [String] {
      try workspace.write(
        """
        source <(ganbrush --generate-completion-script bash)
        COMP_LINE=$1
        IFS=' ' read -r -a COMP_WORDS <<<"$COMP_LINE"
        if [[ $COMP_LINE == *' ' ]]; then COMP_WORDS+=(''); fi
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1)) COMP_POINT=${#COMP_LINE}
        complete=$(complete -p ganbrush)
        function=${complete#*-F } function=${function% *}
        "$function" ganbrush "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
        printf '%s\\n' "${COMPREPLY[@]}"
        """, to: "complete.bash")
      let outcome = try workspace.run(.bash, "complete.bash", line)
      try #require(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
      return outcome.output.split(separator: "\n").map(String.init)
    }

    @Test(arguments: [
      ("ganbrush render --model ch", ["church", "church-plain", "chapels", "church.png"]),
      ("ganbrush segment --model w", ["world-segmenter"]),
      ("ganbrush dissect --segmenter w", ["world-segmenter"]),
      ("ganbrush classify --model w", ["world-classifier"]),
      ("ganbrush unit chu", ["church", "church-plain", "church.png"]),
      ("ganbrush render --recipes p", ["progressive-church"]),
      ("ganbrush render --layer layer1", ["layer1", "layer10", "layer11", "layer12"]),
      ("ganbrush unit church layer9", ["layer9"]), ("ganbrush ace --concept tr", ["tree"]),
      ("ganbrush classify --ablate x church.p", ["church.png"]),
      ("ganbrush scenes --category h", ["harbour"]), ("ganbrush scenes --format ", ["png", "npy"]),
      ("ganbrush --graphics si", ["sixel"]), ("ganbrush dis", ["dissect"]),
      ("ganbrush models ins", ["inspect"]),
      ("ganbrush chu", ["church", "church-plain", "church.png"]),
      ("ganbrush --segm", ["--segmenter"]), ("ganbrush church.png --lay", ["--layer"]),
      ("ganbrush render --timel", ["--timelapse"]),
    ])
    func `bash offers models, layers, concepts, files and values`(line: String, offered: [String])
      throws
    {
      let found = try offers(line)
      for word in offered { #expect(found.contains(word), "\(line): \(found)") }
      let typed = line.split(separator: " ", omittingEmptySubsequences: false).last ?? ""
      #expect(found.allSatisfy { $0.hasPrefix(typed) }, "\(found)")
    }

    @Test func `layers are those of the model that the line names`() throws {
      let dcgan = Workspace.network("dcgan")
      #expect(try offers("ganbrush render --model \(dcgan) --layer ").contains("main.5"))
    }

    @Test func `fish offers commands, files and values`() throws {
      // Names that the program finds itself need a fish with a terminal.
      for (line, word) in [
        ("ganbrush dis", "dissect"), ("ganbrush models ins", "inspect"),
        ("ganbrush scenes --category har", "harbour"), ("ganbrush --graphics si", "sixel"),
        ("ganbrush church.png --lay", "--layer"), ("ganbrush render --lay", "--layer"),
      ] {
        let outcome = try workspace.run(
          .fish, "--no-config", "-c",
          "ganbrush --generate-completion-script fish | source; complete -C '\(line)'")
        #expect(outcome.status == 0)
        let words = outcome.output.split(separator: "\n").map { $0.prefix { $0 != "\t" } }
        #expect(words.contains { $0 == word }, "\(line): \(outcome.output) \(outcome.errors)")
      }
    }

    @Test(arguments: [
      (
        Tool.fish,
        "fish --no-config -C 'ganbrush --generate-completion-script fish | source; clear; echo begin'"
      ), (.zsh, "ZDOTDIR=. zsh"),
    ])
    func `without a command, a shell goes on as with paint`(shell: Tool, start: String) throws {
      let script = try workspace.shell("ganbrush --generate-completion-script zsh >_ganbrush")
      #expect(script.status == 0 && script.errors.isEmpty, "\(script.errors)")
      try workspace.write(
        "fpath=($PWD $fpath); autoload -U compinit; compinit -u -D; clear; echo begin", to: ".zshrc"
      )
      let session = try TmuxSession(in: workspace)
      try session.enter(start)
      try session.waits(for: "the shell") { $0.hasPrefix("begin") }
      for (typed, completed) in [
        ("ganbrush --graphics si", "ganbrush --graphics sixel"),
        ("ganbrush church-p", "ganbrush church-plain"),
        ("ganbrush church.png --lay", "ganbrush church.png --layer"),
        ("ganbrush --layer output", "ganbrush --layer output_128x128"),
        ("ganbrush dis", "ganbrush dissect"),
        ("ganbrush render --recipes pro", "ganbrush render --recipes progressive-church"),
      ] {
        try session.type(typed)
        try session.press("Tab")
        try session.waits(for: completed)
        try session.press("C-u")
      }
    }
  }
}
