import ArgumentParser

@main
struct Ganbrush: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Paint with the units of a generative adversarial network, in the terminal.")
}
