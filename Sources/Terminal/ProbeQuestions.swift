/// What a terminal is asked, in as many rounds as are needed.
///
/// Each round ends with DA1, which every terminal answers, so that the last answer ends the wait. The
/// first round has only what terminals that do not know it swallow.
enum ProbeQuestions {
  private static let attributes = "\u{1B}[c"

  /// The name, the make, colour registers, the largest sixel, sizes and synchronized output.
  static let first =
    "\u{1B}[>0q\u{1B}[>c\u{1B}[?1;1;0S\u{1B}[?1;4;0S\u{1B}[?2;4;0S\u{1B}[16t\u{1B}[14t\u{1B}[?2026$p"
    + attributes

  /// Whether 256 colour registers can be had.
  private static let registers = "\u{1B}[?1;3;256S"

  /// Whether pictures of kitty's protocol can be had; where the question is printed, it is wiped.
  private static let kitty =
    "\u{1B}7\u{1B}_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\u{1B}\\\u{1B}8\u{1B}[J"

  /// What only some terminals may be asked, after the first round; nil where nothing is open.
  static func second(after capabilities: Capabilities) -> String? {
    var questions = ""
    if capabilities.shouldRaiseRegisters { questions += registers }
    if capabilities.shouldAskForKittyPictures { questions += kitty }
    questions += capabilities.furtherQuestion ?? ""
    return questions.isEmpty ? nil : questions + attributes
  }

  /// Where the cursor is.
  static let cursor = "\u{1B}[6n" + attributes

  /// The first round for the terminal around tmux.
  static let aroundTmux =
    "\u{1B}Ptmux;" + first.replacing("\u{1B}", with: "\u{1B}\u{1B}") + "\u{1B}\\"
}
