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
  func `the window's pixels win over reports, rounded down`() {
    let size = WindowSize(rows: 40, columns: 100, pixelWidth: 804, pixelHeight: 684)
    let capabilities = Capabilities(surroundings(size: size), answers: xterm)
    #expect(capabilities.cell == CellSize(width: 8, height: 17, source: .windowSize))
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
    (["TERM": "xterm-direct"], 1 << 24, .truecolor),
  ])
  func `colours come from what is known best`(
    environment: [String: String], colours: Int?, expected: ColourDepth
  ) {
    let capabilities = Capabilities(surroundings(environment, colours: colours))
    #expect(capabilities.colourDepth == expected)
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
