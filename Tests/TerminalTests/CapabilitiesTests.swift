import Cells
import Terminal
import Testing

/// Answers as terminals were seen to give them.
private let xterm: [Reply] = [
  .terminalName("XTerm(379)"), .colourRegisters(1024), .colourRegisters(1024),
  .pictureLimit(width: 1000, height: 1000), .cellSize(width: 8, height: 17),
  .synchronizedOutput(isSupported: false),
  .attributes([63, 1, 2, 4, 6]),
]

private func surroundings(
  _ environment: [String: String] = [:], colours: Int? = 256, size: WindowSize? = nil
) -> Surroundings {
  Surroundings(
    environment: ["TERM": "xterm-256color"].merging(environment) { $1 }, windowSize: size,
    terminfoColours: colours)
}

struct CapabilitiesTests {
  @Test
  func `a sixel terminal keeps its limits`() {
    let capabilities = Capabilities(surroundings(), answers: xterm)
    #expect(capabilities.sixel?.registers == 1024)
    #expect(capabilities.sixel?.maximumWidth == 1000)
    #expect(capabilities.cell == CellSize(width: 8, height: 17, source: .cellReport))
    #expect(capabilities.colourDepth == .truecolor)
    #expect(capabilities.pictureProtocol == .sixel)
  }

  @Test(arguments: [[64, 1, 2, 14], [64, 46], []])
  func `sixel needs feature 4 itself`(attributes: [Int]) {
    let capabilities = Capabilities(surroundings(), answers: [.attributes(attributes)])
    #expect(capabilities.sixel == nil)
    #expect(capabilities.pictureProtocol == .blocks)
  }

  @Test
  func `a raised number of registers replaces the first`() {
    let first: [Reply] = [.colourRegisters(16), .colourRegisters(1024), .attributes([63, 4])]
    #expect(Capabilities(surroundings(), answers: first).sixel?.registers == 16)
    let raised = first + [.colourRegisters(256), .attributes([63, 4])]
    #expect(Capabilities(surroundings(), answers: raised).sixel?.registers == 256)
  }

  @Test
  func `a late answer upgrades the pictures`() {
    var capabilities = Capabilities(surroundings())
    #expect(capabilities.pictureProtocol == .blocks)
    #expect(capabilities.learn(.ready) == false)
    #expect(capabilities.learn(.attributes([62, 4])) == true)
    #expect(capabilities.pictureProtocol == .sixel)
    #expect(capabilities.learn(.kittyGraphics(isSupported: true)) == true)
    #expect(capabilities.pictureProtocol == .kitty)
  }

  @Test
  func `the terminal's word on its cells wins over the kernel's`() {
    // Windows' ssh says so of every window.
    let size = WindowSize(rows: 40, columns: 100, pixelWidth: 640, pixelHeight: 480)
    let capabilities = Capabilities(surroundings(size: size), answers: xterm)
    #expect(capabilities.cell == CellSize(width: 8, height: 17, source: .cellReport))
    #expect(capabilities.findings.contains { $0.answer == "8×17, the kernel says 6×12" })
    let area = Capabilities(
      surroundings(size: size), answers: [.textAreaSize(width: 900, height: 720)])
    #expect(area.cell == CellSize(width: 9, height: 18, source: .areaReport))
    #expect(Capabilities(surroundings(size: size)).cell.source == .windowSize)
  }

  @Test
  func `without a report the kernel's pixels count, rounded down`() {
    let size = WindowSize(rows: 40, columns: 100, pixelWidth: 804, pixelHeight: 684)
    let capabilities = Capabilities(surroundings(size: size))
    #expect(capabilities.cell == CellSize(width: 8, height: 17, source: .windowSize))
  }

  @Test
  func `after a resize the kernel counts where it was right, until the terminal answers`() {
    let size = WindowSize(rows: 40, columns: 100, pixelWidth: 804, pixelHeight: 684)
    var capabilities = Capabilities(surroundings(size: size), answers: xterm)
    let isAsked = capabilities.resize(
      to: WindowSize(rows: 20, columns: 50, pixelWidth: 804, pixelHeight: 684))
    #expect(isAsked)
    #expect(capabilities.cell == CellSize(width: 16, height: 34, source: .windowSize))
    let isNews = capabilities.learn(.cellSize(width: 16, height: 33))
    #expect(isNews)
    #expect(capabilities.cell == CellSize(width: 16, height: 33, source: .cellReport))
    let isNewsAgain = capabilities.learn(.cellSize(width: 16, height: 33))
    #expect(!isNewsAgain)
  }

  @Test
  func `after a resize a kernel that was wrong stays wrong, until the terminal is silent`() {
    let size = WindowSize(rows: 40, columns: 100, pixelWidth: 640, pixelHeight: 480)
    let area = Reply.textAreaSize(width: 900, height: 720)
    var capabilities = Capabilities(surroundings(size: size), answers: [area])
    let next = WindowSize(rows: 30, columns: 90, pixelWidth: 640, pixelHeight: 480)
    let isAsked = capabilities.resize(to: next)
    #expect(isAsked)
    #expect(capabilities.cell == CellSize(width: 9, height: 18, source: .areaReport))
    let isNews = capabilities.learn(.textAreaSize(width: 1800, height: 1080))
    #expect(isNews)
    #expect(capabilities.cell == CellSize(width: 20, height: 36, source: .areaReport))
    let isAskedAgain = capabilities.resize(to: size)
    #expect(isAskedAgain)
    let isForgotten = capabilities.learn(.attributes([62, 4]))
    #expect(isForgotten)
    #expect(capabilities.cell.source == .windowSize)
    let isAskedInVain = capabilities.resize(to: next)
    #expect(!isAskedInVain)
  }

  @Test
  func `the text area gives a cell where nothing else does`() {
    let known = surroundings(size: WindowSize(rows: 40, columns: 100))
    let area = Reply.textAreaSize(width: 1000, height: 800)
    #expect(Capabilities(known).cell == .assumed)
    #expect(
      Capabilities(known, answers: [area]).cell
        == CellSize(width: 10, height: 20, source: .areaReport))
  }

  @Test(arguments: [
    ([:], Int?(256), ColourDepth.palette256), (["COLORTERM": "truecolor"], 256, .truecolor),
    (["NO_COLOR": "1", "COLORTERM": "truecolor"], 256, .none), (["NO_COLOR": ""], 256, .palette256),
    (["TERM": "xterm-kitty"], Int?.none, .truecolor), (["TERM": "linux"], 8, .ansi16),
    (["TERM": "vt100"], -1, .none), (["TERM": "dumb"], 0, .none),
    (["TERM": "vt100", "COLORTERM": "truecolor"], 0, .none),
    (["TERM": "xterm-direct"], 1 << 24, .truecolor),
    (["TERM": "xterm"], 8, .palette256), (["TERM": "xterm-color"], 8, .palette256),
    (["TERM": "screen"], 8, .palette256), (["TERM": "screen.xterm-256color"], nil, .palette256),
    (["TERM": "xterm-16color"], 16, .ansi16), (["TERM": "xterm-mono"], -1, .none),
    (["TERM": "mlterm"], 8, .truecolor), (["TERM": "no-such-thing"], nil, .none),
    (["TERM_PROGRAM": "Apple_Terminal"], 256, .palette256),
    (["STY": "1.pts-0", "COLORTERM": "truecolor"], 256, .palette256),
  ])
  func `colours come from what is known best`(
    environment: [String: String], colours: Int?, expected: ColourDepth
  ) {
    let capabilities = Capabilities(surroundings(environment, colours: colours))
    #expect(capabilities.colourDepth == expected)
  }

  @Test(arguments: [
    ([Reply.terminalName("VTE(7802)")], ColourDepth.truecolor),
    ([.secondaryAttributes([65, 6800, 1]), .attributes([65, 1, 9])], .truecolor),
    ([.secondaryAttributes([0, 136, 0]), .attributes([6])], .truecolor),
    ([.secondaryAttributes([24, 279, 0])], .truecolor),
    ([.secondaryAttributes([1, 95, 0]), .attributes([1, 2])], .palette256),
    // mosh, whose older versions take 24-bit colours for something else.
    ([.secondaryAttributes([1, 10, 0]), .attributes([62])], .palette256),
    ([.attributes([62]), .rendition(isDirect: true)], .truecolor),
    ([.terminalName("XTerm(379)"), .rendition(isDirect: false)], .palette256),
    ([.terminalName("tmux 3.3a")], .truecolor),
  ])
  func `a terminal over SSH tells its colours itself`(answers: [Reply], expected: ColourDepth) {
    #expect(Capabilities(surroundings(), answers: answers).colourDepth == expected)
    // What the type says of few colours is a person's choice.
    let few = surroundings(["TERM": "xterm-16color"], colours: 16)
    #expect(Capabilities(few, answers: answers).colourDepth == .ansi16)
    #expect(Capabilities(surroundings(["TERM": "vt100"], colours: 0)).colourDepth == .none)
  }

  @Test(arguments: [["NO_COLOR": "1"], ["TERM": "vt100"]])
  func `a canvas without colours has no coloured picture beside it`(environment: [String: String]) {
    var surroundings = surroundings(environment)
    if environment["TERM"] != nil { surroundings.terminfoColours = 0 }
    for answers in [xterm, [.terminalName("kitty(0.26.5)"), .attributes([62])]] {
      let capabilities = Capabilities(surroundings, answers: answers)
      #expect(capabilities.colourDepth == .none)
      #expect(capabilities.pictureProtocol == .shades)
    }
  }

  @Test(arguments: [(4000, 3000), (400, 16), (8, 201), (0, 16), (-8, 16)])
  func `cells that no font has are not believed`(width: Int, height: Int) {
    var window = surroundings()
    window.windowSize = WindowSize(
      rows: 40, columns: 100, pixelWidth: 100 * max(0, width), pixelHeight: 40 * height)
    for answers in [[.cellSize(width: width, height: height)], [Reply]()] {
      #expect(Capabilities(window, answers: answers).cell == .assumed)
    }
    let limit = Reply.pictureLimit(width: 100_000, height: 3000)
    let sixel = Capabilities(surroundings(), answers: [.attributes([4]), limit]).sixel
    #expect(sixel?.maximumWidth == 4096 && sixel?.maximumHeight == 3000)
  }

  @Test(arguments: [(true, 256, PictureProtocol.blocks), (false, 256, .cells), (true, 0, .shades)])
  func `letters and colours are two things`(
    isUnicode: Bool, colours: Int, expected: PictureProtocol
  ) {
    var surroundings = surroundings(["TERM": "screen"], colours: colours)
    surroundings.isUnicode = isUnicode
    #expect(Capabilities(surroundings).pictureProtocol == expected)
  }

  @Test
  func `each shortcoming comes with what to do`() {
    func advice(_ capabilities: Capabilities) -> String {
      capabilities.findings.compactMap(\.advice).joined(separator: "\n")
    }
    let plain = [Reply.terminalName("XTerm(379)"), .attributes([64, 1, 2])]
    #expect(
      advice(Capabilities(surroundings(), answers: plain))
        == "start it as `xterm -ti vt340` for pictures")
    #expect(advice(Capabilities(surroundings(), answers: xterm)).isEmpty)
    for (time, isSlow) in [(500, true), (20, false)] {
      var around = surroundings()
      around.tmux = TmuxClient(features: [], escapeTime: time)
      let tmux = Capabilities(around, answers: [.terminalName("tmux 3.3a")])
      #expect(advice(tmux).contains("`tmux set -s escape-time 20`") == isSlow)
    }
    #expect(advice(Capabilities(surroundings(["NO_COLOR": "1"]))).contains("unset NO_COLOR"))
    #expect(
      advice(Capabilities(surroundings(["TERM": "linux"], colours: 8))).contains(
        "TERM=xterm-256color"))
    #expect(
      advice(Capabilities(surroundings(["TERM": "foot"], colours: nil))).contains("ncurses-term"))
    var foreign = surroundings()
    foreign.missingLocale = "xx_YY.UTF-8"
    #expect(advice(Capabilities(foreign)).contains("install xx_YY.UTF-8"))
    foreign = surroundings()
    foreign.isUnicode = false
    #expect(advice(Capabilities(foreign)).contains("LC_ALL=C.UTF-8"))
  }

  @Test
  func `tmux shows blocks and says what to do`() {
    let tmux: [Reply] = [.terminalName("tmux 3.3a"), .attributes([1, 2])]
    let alone = Capabilities(surroundings(), answers: tmux)
    #expect(alone.multiplexer == .tmux)
    #expect(alone.pictureProtocol == .blocks)
    #expect(alone.findings.contains { $0.conclusion.contains("allow-passthrough on") })
    let wrapped = Capabilities(surroundings(), answers: tmux, outerAnswers: xterm)
    #expect(wrapped.outerTerminalName == "XTerm(379)")
  }

  @Test
  func `screen shows no pictures even if it names them`() {
    let capabilities = Capabilities(
      surroundings(["TERM": "screen"]), answers: [.attributes([1, 4])])
    #expect(capabilities.multiplexer == .screen)
    #expect(capabilities.pictureProtocol == .blocks)
  }

}
