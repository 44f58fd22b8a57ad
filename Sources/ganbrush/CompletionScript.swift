import ArgumentParser

/// A shell's completions: the parser's script, in which ganbrush alone is the painter.
///
/// The parser completes the names of commands there, but nothing of the command that they stand beside.
enum CompletionScript {
  /// The script with the painter's file and options, for the shell that it is of.
  static func completed(_ script: String) -> String {
    var names = ["help"]
    for command in Ganbrush.configuration.subcommands { names.append(command.name) }
    return [bash(script, names.joined(separator: " ")), zsh(script), fish(script)]
      .compactMap(\.self).first ?? script
  }

  private static func bash(_ script: String, _ names: String) -> String? {
    let binding = "complete -o filenames -F _ganbrush ganbrush"
    guard script.contains(binding) else { return nil }
    return script.replacing(
      binding,
      with: """
        _ganbrush_or_paint() {
            local -a found=()
            if ((COMP_CWORD == 1)); then
                _ganbrush "${@}"
                found=("${COMPREPLY[@]}")
            elif [[ " \(names) " == *" ${COMP_WORDS[1]} "* ]]; then
                _ganbrush "${@}"
                return
            fi
            # Without a command it is the painter.
            COMP_WORDS=("${COMP_WORDS[0]}" paint "${COMP_WORDS[@]:1}")
            COMP_LINE="${COMP_LINE/ / paint }"
            ((COMP_CWORD += 1, COMP_POINT += 6))
            COMPREPLY=()
            _ganbrush "${@}"
            COMPREPLY=("${found[@]}" "${COMPREPLY[@]}")
        }

        complete -o filenames -F _ganbrush_or_paint ganbrush
        """)
  }

  private static func zsh(_ script: String) -> String? {
    guard script.hasPrefix("#compdef") else { return nil }
    let words = "_describe -V subcommand subcommands && ret=0"
    let end = "            \"_ganbrush_${words[1]}\" && ret=0\n            ;;\n"
    return script.replacing(words, with: "\(words)\n        _files && ret=0", maxReplacements: 1)
      .replacing(
        end,
        with: end + "        *)\n            _ganbrush_paint && ret=0\n            ;;\n",
        maxReplacements: 1)
  }

  private static func fish(_ script: String) -> String? {
    guard script.contains("complete -c 'ganbrush' -f\n") else { return nil }
    let place = "__ganbrush_should_offer_completions_for_positional \"ganbrush\" -eq 1"
    return script + "\ncomplete -c 'ganbrush' -n '\(place)' -F"
  }
}
