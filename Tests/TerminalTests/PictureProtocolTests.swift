import Cells
import Terminal
import Testing

/// How pictures reach a terminal, by what it and those between have said.
struct PictureProtocolTests {
  private func capabilities(
    _ answers: [Reply], environment: [String: String] = [:], outer: [Reply] = [],
    tmux: TmuxClient? = nil
  ) -> Capabilities {
    let variables = ["TERM": "xterm-256color"].merging(environment) { $1 }
    return Capabilities(
      Surroundings(environment: variables, terminfoColours: 256, tmux: tmux), answers: answers,
      outerAnswers: outer)
  }

  @Test(arguments: [
    ("kitty(0.26.5)", [62], PictureProtocol.kitty), ("ghostty 1.1.3", [62, 22], .kitty),
    ("Konsole 22.12.3", [62, 1, 4], .iterm2), ("WezTerm 20240203", [65, 4], .iterm2),
    ("iTerm2 3.5.0", [64, 4], .iterm2), ("mintty 3.6.1", [64, 4], .iterm2),
    ("XTerm(379)", [63, 4], .sixel), ("foot(1.13.1)", [62, 4, 22], .sixel),
    ("VTE(7003)", [65, 1, 9], .blocks), ("unheard of 1", [62], .blocks),
  ])
  func `a name tells the best pictures`(
    name: String, attributes: [Int], expected: PictureProtocol
  ) {
    let answers: [Reply] = [.terminalName(name), .attributes(attributes)]
    #expect(capabilities(answers).pictureProtocol == expected)
  }

  @Test(arguments: ["Konsole 22.12.3", "rio 0.2", "unheard of 1"])
  func `kitty's pictures need a yes where the name does not tell`(name: String) {
    let yes: [Reply] = [
      .terminalName(name), .attributes([62]), .kittyGraphics(isSupported: true), .attributes([62]),
    ]
    #expect(
      capabilities(yes).kittyPictures
        == .init(editsPictures: false, isThroughTmux: false))
    let no: [Reply] = yes.map {
      if case .kittyGraphics = $0 { .kittyGraphics(isSupported: false) } else { $0 }
    }
    #expect(capabilities(no).kittyPictures == nil)
  }

  @Test func `only kitty itself replaces pixels of its pictures`() {
    #expect(
      capabilities([.terminalName("kitty(0.26.5)"), .attributes([62])]).kittyPictures
        == .init(editsPictures: true, isThroughTmux: false))
    #expect(
      capabilities([.terminalName("ghostty 1.1.3"), .attributes([62])]).kittyPictures
        == .init(editsPictures: false, isThroughTmux: false))
  }

  @Test func `variables alone do not bring pictures: mosh passes them on`() {
    let mosh: [Reply] = [.attributes([1, 2])]
    for environment in [["LC_TERMINAL": "iTerm2"], ["TERM": "xterm-kitty"]] {
      #expect(capabilities(mosh, environment: environment).pictureProtocol == .blocks)
    }
    let sixels: [Reply] = [.attributes([62, 4])]
    #expect(
      capabilities(sixels, environment: ["LC_TERMINAL": "iTerm2"]).pictureProtocol == .iterm2)
    #expect(capabilities(sixels, environment: ["TERM": "mlterm"]).pictureProtocol == .iterm2)
  }

  // MARK: tmux

  private let tmux: [Reply] = [.terminalName("tmux 3.5a"), .attributes([1, 2, 4])]
  private let xterm: [Reply] = [
    .terminalName("XTerm(379)"), .colourRegisters(256), .pictureLimit(width: 900, height: 800),
    .attributes([63, 4]),
  ]

  @Test func `tmux's sixels count where its terminal has them`() {
    let origin = TmuxClient.Origin(row: 0, column: 0)
    for (features, expected) in [(["256", "sixel"], PictureProtocol.sixel), (["256"], .blocks)] {
      let client = TmuxClient(features: Set(features), origin: origin)
      #expect(capabilities(tmux, tmux: client).pictureProtocol == expected)
    }
    // Over ssh, tmux cannot be asked.
    #expect(capabilities(tmux).pictureProtocol == .blocks)
    #expect(capabilities(tmux, outer: xterm).pictureProtocol == .sixel)
  }

  @Test func `sixels pass through a tmux that has none`() throws {
    let old: [Reply] = [.terminalName("tmux 3.3a"), .attributes([1, 2])]
    let client = TmuxClient(features: ["256"], origin: .init(row: 1, column: 51))
    let sixel = try #require(capabilities(old, outer: xterm, tmux: client).sixel)
    #expect(sixel.passage == .init(row: 1, column: 51))
    #expect(sixel.maximumWidth == 900 && sixel.registers == 256)
    // Nobody knows where the pane is.
    #expect(capabilities(old, outer: xterm).sixel == nil)
    #expect(
      capabilities(old, outer: xterm, tmux: TmuxClient(features: [])).pictureProtocol == .blocks)
  }

  @Test(arguments: [
    ("kitty(0.28.0)", true), ("kitty(0.41.1)", true), ("kitty(1.0.0)", true),
    ("ghostty 1.1.3", true), ("kitty(0.26.5)", false), ("Konsole 25.04", false),
  ])
  func `kitty's pictures pass through tmux where text can place them`(
    name: String, isPossible: Bool
  ) {
    let found = capabilities(tmux, outer: [.terminalName(name), .attributes([62])])
    #expect(
      found.kittyPictures
        == (isPossible ? .init(editsPictures: false, isThroughTmux: true) : nil))
  }

  @Test(
    arguments: [
      (
        "256,RGB,sixel;51;0;on;bottom;0;500", ["256", "RGB", "sixel"],
        TmuxClient.Origin(row: 0, column: 51)
      ),
      ("256;0;12;on;top;0;500", ["256"], .init(row: 13, column: 0)),
      (";0;1;3;top;0;500\n", [], .init(row: 4, column: 0)),
      ("256;0;2;off;top;;500", ["256"], .init(row: 2, column: 0)),
      ("256;0;0;on;bottom;1;500", ["256"], nil),
    ] as [(String, [String], TmuxClient.Origin?)])
  func `tmux tells its features and our place`(
    answer: String, features: [String], origin: TmuxClient.Origin?
  ) {
    #expect(
      TmuxClient(answer: answer)
        == TmuxClient(features: Set(features), origin: origin, escapeTime: 500))
  }

  @Test(arguments: ["", "no server running", "a;b;c;d;e;f;g"])
  func `another answer of tmux is none`(answer: String) {
    #expect(TmuxClient(answer: answer) == nil)
  }
}
