import ArgumentParser
import Foundation
import Pictures
import Terminal

/// How pictures come to the screen.
struct GraphicsOptions: ParsableArguments {
  enum Choice: String, ExpressibleByArgument, CaseIterable { case auto, sixel, blocks, ascii }

  @Option(help: "How to show pictures; auto asks the terminal (also: GANBRUSH_GRAPHICS).")
  var graphics: Choice?

  @Option(help: "How many seconds the terminal may take to say what it can do; 0 asks nothing.")
  var probeTimeout = 2.0

  func validate() throws {
    guard 0...60 ~= probeTimeout else {
      throw ValidationError("--probe-timeout is \(probeTimeout), expected 0 to 60 seconds")
    }
    if let name = ProcessInfo.processInfo.environment["GANBRUSH_GRAPHICS"], !name.isEmpty,
      Choice(rawValue: name) == nil
    {
      let names = Choice.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("GANBRUSH_GRAPHICS is '\(name)', expected one of \(names)")
    }
  }

  /// Asks the terminal, as far as the options let us.
  func probe() throws -> (Capabilities, TypeAhead) {
    do {
      return try CapabilityProbe.run(timeout: .seconds(probeTimeout))
    } catch {
      throw Refusal(error.description)
    }
  }

  /// The way to show pictures on a terminal.
  func style(for capabilities: Capabilities) -> PictureStyle {
    let named = ProcessInfo.processInfo.environment["GANBRUSH_GRAPHICS"].flatMap(Choice.init)
    switch graphics ?? named ?? .auto {
    case .sixel: return .sixel(registers: capabilities.sixel?.registers ?? 256)
    case .ascii: return .ascii
    case .blocks: return .blocks(capabilities.colourDepth)
    case .auto:
      switch capabilities.pictureProtocol {
      case .sixel: return .sixel(registers: capabilities.sixel?.registers ?? 256)
      case .blocks: return .blocks(capabilities.colourDepth)
      case .shades: return .ascii
      }
    }
  }
}
