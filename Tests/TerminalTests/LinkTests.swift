import Terminal
import Testing

/// The queue on simulated links; all times are those of the simulation.
struct LinkTests {
  /// A key that repeats thirty times a second, for ten seconds.
  ///
  /// - Returns: How long after its release the newest screen and its picture were there.
  private func hold(on terminal: inout DistantTerminal) throws -> Duration {
    terminal.pass(.seconds(1))
    for version in 1...300 {
      terminal.show(version)
      terminal.pass(.milliseconds(33))
    }
    let release = terminal.now
    terminal.pass(.seconds(5))
    let screen = try #require(terminal.screens.last)
    #expect(screen.version == 300)
    let picture = terminal.pictures.last
    if terminal.pictureSize > 0 { #expect(picture?.version == 300) }
    return max(screen.arrival, picture?.arrival ?? screen.arrival) - release
  }

  @Test(arguments: [
    (256, 1500, 34_000), (1000, 800, 90_000), (100_000, 500, 12_000_000), (64, 3500, 25_000),
  ])
  func `a held key builds no queue`(kilobits: Int, limit: Int, most: Int) throws {
    var terminal = DistantTerminal(kilobits: kilobits, roundTrip: .milliseconds(300))
    terminal.screenSize = 6000
    terminal.pictureSize = 11_000
    let time = try hold(on: &terminal)
    #expect(time < .milliseconds(limit))
    #expect(terminal.mostUnacknowledged <= most)
    // The link is used: at least half of what it carries is shown.
    let bytes = terminal.screens.count * 6000 + terminal.pictures.count * 11_000
    #expect(Double(bytes) > min(0.5 * Double(kilobits) * 125 * 10, 2_000_000), "\(bytes) bytes")
  }

  @Test(arguments: [64, 256, 100_000])
  func `small updates go out at once, however long the way`(kilobits: Int) {
    var terminal = DistantTerminal(kilobits: kilobits, roundTrip: .milliseconds(300))
    terminal.pass(.seconds(1))
    for version in 1...100 {
      terminal.show(version)
      #expect(terminal.screens.last?.version == version)
      terminal.pass(.milliseconds(100))
    }
  }

  @Test
  func `rate and round trip are told apart`() {
    for (kilobits, milliseconds) in [(256, 20), (256, 300), (100_000, 300), (100_000, 1)] {
      var terminal = DistantTerminal(kilobits: kilobits, roundTrip: .milliseconds(milliseconds))
      (terminal.screenSize, terminal.pictureSize) = (200, 20_000)
      for version in 1...20 {
        terminal.show(version)
        terminal.pass(.seconds(1))
      }
      let link = terminal.queue.link
      let rate = Double(kilobits) * 125
      #expect(link.rate > 0.8 * rate && (kilobits > 1000 || link.rate < 1.2 * rate), "\(link)")
      let trip = link.roundTrip ?? .zero
      #expect(
        trip >= .milliseconds(milliseconds) && trip < .milliseconds(milliseconds + 25), "\(link)")
    }
  }

  @Test
  func `a long fat link has several pictures on their way, a short one has one`() {
    for (milliseconds, most) in [(300, 2...200), (1, 0...1)] {
      var terminal = DistantTerminal(kilobits: 100_000, roundTrip: .milliseconds(milliseconds))
      (terminal.screenSize, terminal.pictureSize) = (200, 100_000)
      let back = Duration.milliseconds(milliseconds) / 2
      var largest = 0
      for version in 1...200 {
        terminal.show(version)
        terminal.pass(.milliseconds(2))
        let now = terminal.now
        let underWay = terminal.pictures.filter { now < $0.arrival + back }
        largest = max(largest, underWay.count)
      }
      #expect(most.contains(largest), "\(largest)")
    }
  }

  @Test
  func `a terminal that never answers gets every screen, after a second at most`() throws {
    var terminal = DistantTerminal(
      kilobits: 100_000, roundTrip: .milliseconds(1), answers: false)
    terminal.screenSize = 6000
    for version in 1...20 {
      terminal.show(version)
      terminal.pass(.milliseconds(100))
    }
    let waits = zip(terminal.screens.dropFirst(), terminal.screens).map { $0.begun - $1.begun }
    #expect(waits.allSatisfy { $0 <= .seconds(1) })
    #expect(terminal.screens.count >= 8)
    #expect(terminal.screens.suffix(5).map(\.version) == Array(16...20))
  }

  @Test
  func `a link that becomes slow has its queue cut to the new rate`() throws {
    var terminal = DistantTerminal(kilobits: 4000, roundTrip: .milliseconds(100))
    (terminal.screenSize, terminal.pictureSize) = (6000, 11_000)
    _ = try hold(on: &terminal)
    let fast = terminal.mostUnacknowledged
    terminal.slowDown(kilobits: 256)
    _ = try hold(on: &terminal)
    let time = try hold(on: &terminal)
    #expect(time < .milliseconds(1300))
    #expect(terminal.mostUnacknowledged <= max(fast, 250_000))
  }

  @Test(arguments: [(256, 300), (256, 20), (100_000, 300), (100_000, 1)])
  func `an answer that is lost stops text and pictures for little more than a second`(
    kilobits: Int, milliseconds: Int
  ) {
    for (loss, limit) in [(3, 2.2), (7, 2.2), (0, 1.2)] {
      var terminal = DistantTerminal(kilobits: kilobits, roundTrip: .milliseconds(milliseconds))
      (terminal.screenSize, terminal.pictureSize) = (600, 11_000)
      terminal.pass(.seconds(1))
      terminal.lossInterval = loss
      for version in 1...600 {
        terminal.show(version)
        terminal.pass(.milliseconds(50))
      }
      for shown in [terminal.screens, terminal.pictures] {
        let gaps = zip(shown.dropFirst(), shown).map { $0.begun - $1.begun }
        let longest = gaps.max() ?? .seconds(60)
        #expect(longest < .seconds(limit), "every \(loss)th of \(shown.count): \(longest)")
      }
    }
  }

  @Test(arguments: [1, 2, 3, 4, 5])
  func `a single answer that is lost is made up for`(which: Int) {
    var terminal = DistantTerminal(kilobits: 256, roundTrip: .milliseconds(300))
    (terminal.screenSize, terminal.pictureSize) = (600, 5000)
    for version in 1...40 {
      terminal.lossInterval = version == 10 + which ? 1 : 0
      terminal.show(version)
      terminal.pass(.seconds(1))
    }
    terminal.pass(.seconds(5))
    #expect(!terminal.queue.isOwedAnswer)
    let gaps = zip(terminal.screens.dropFirst(), terminal.screens).map { $0.begun - $1.begun }
    #expect(gaps.allSatisfy { $0 <= .seconds(2) }, "\(gaps)")
    #expect(terminal.screens.suffix(20).map(\.version) == Array(21...40))
  }
}
