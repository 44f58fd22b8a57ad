import ArgumentParser

/// A shell's completions: the parser's script, in which ganbrush alone is the painter.
///
/// The parser completes the names of commands there, but nothing of the command that they stand beside.
enum CompletionScript {
  /// The script with the painter's file and options, for the shell that it is of.
  static func completed(_ script: String) -> String {
    var names = ["help"]
    for command in Ganbrush.configuration.subcommands { names.append(command.name) }
    let words = names.joined(separator: " ")
    return [bash(script, words), zsh(script, words), fish(script, words)]
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

  private static func zsh(_ script: String, _ names: String) -> String? {
    guard script.hasPrefix("#compdef") else { return nil }
    let start = "    local -r command_name="
    let words = "        _describe -V subcommand subcommands && ret=0\n"
    return script.replacing(
      start,
      with: """
            local -ar command_names=(\(names))
            if [[ CURRENT -gt 2 || "${words[2]}" == -* ]] \\
                && ((!${command_names[(Ie)${words[2]}]})); then
                # Without a command it is the painter.
                words=("${words[1]}" paint "${(@)words[2,-1]}")
                ((CURRENT += 1))
            fi
        \(start)
        """, maxReplacements: 1
    ).replacing(
      words,
      with: words + """
                () {
                    local -a command_line=("${words[1]}" paint "${(@)words[2,-1]}")
                    __ganbrush_custom_complete ---completion paint -- positional@0 2 \\
                        "$(__ganbrush_cursor_index_in_current_word)" && ret=0
                }

        """, maxReplacements: 1)
  }

  private static func fish(_ script: String, _ names: String) -> String? {
    let tokens = "function __ganbrush_tokens\n"
    guard script.contains(tokens) else { return nil }
    let place = "__ganbrush_should_offer_completions_for_positional \"ganbrush\" -eq 1"
    return script.replacing(tokens, with: "function __ganbrush_typed_tokens\n") + """

      function __ganbrush_tokens
          set -l tokens (__ganbrush_typed_tokens $argv)
          if contains -- "$argv" -p -pc
              set -l first $tokens[2]
              test (count (__ganbrush_typed_tokens -pc)) -eq 1; and set first (commandline -t)
              if set -q __ganbrush_paints; or string match -q -- '-*' $first
                  # Without a command it is the painter.
                  set tokens $tokens[1] paint $tokens[2..]
              else if test (count (__ganbrush_typed_tokens -pc)) -gt 1
                  contains -- $first \(names); or set tokens $tokens[1] paint $tokens[2..]
              end
          end
          test (count $tokens) -gt 0; and printf '%s\\n' $tokens
      end

      function __ganbrush_painter_files
          set -g __ganbrush_paints
          __ganbrush_custom_completion ---completion paint -- positional@0 (count (__ganbrush_tokens -pc)) (__ganbrush_tokens -tC)
          set -e __ganbrush_paints
      end

      complete -c 'ganbrush' -n '\(place)' -fka '(__ganbrush_painter_files)'
      """
  }
}
