import Cells
package import Files
import Networks
package import Pictures
package import Screens

/// What a person has chosen once, for all commands: the lines of `$XDG_CONFIG_HOME/ganbrush/config`.
package struct Preferences: Sendable {
  /// Installed names, folders or checkpoints, which were there when the program began.
  package private(set) var model = AssetLibrary.defaultModel
  package private(set) var segmenter = AssetLibrary.defaultSegmenter
  package private(set) var classifier = AssetLibrary.defaultClassifier
  /// How pictures are shown; nil to ask the terminal.
  package private(set) var graphics: String?
  package private(set) var mouse = true
  /// Colours of label maps, by the names of concepts.
  package private(set) var colours: [String: Pixel] = [:]
  /// The painter's keys.
  package private(set) var commands = CommandTable.standard

  /// The file of the person who runs the program; nil for a person without a home.
  package static func path(
    _ environment: [String: String] = PersonalFolder.variables
  ) -> String? {
    PersonalFolder.configuration(environment).map { "\($0.path)/config" }
  }

  package init() {}

  /// Reads what a file sets.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - styles: The ways to show pictures.
  ///   - library: The networks that are installed.
  /// - Throws: `ConfigurationError`, with the line that is at fault.
  package init(
    _ file: ConfigurationFile, graphics styles: [String], _ library: AssetLibrary = AssetLibrary()
  ) throws(ConfigurationError) {
    var rebindings: [CommandTable.Rebinding] = []
    for setting in file.settings {
      do throws(Fault) {
        if let name = setting.name(after: "colour.") {
          colours[name] = try Self.colour(setting.value)
        } else if let name = setting.name(after: "key.") {
          rebindings.append(try Self.rebinding(of: name, setting.value, rebindings))
        } else {
          try set(setting.key, setting.value, styles, library)
        }
      } catch {
        throw file.refusal(of: setting, error.reason)
      }
    }
    commands = commands.rebound(rebindings)
  }

  /// What is wrong with a line.
  private struct Fault: Error { let reason: String }

  private mutating func set(
    _ key: String, _ value: String, _ styles: [String], _ library: AssetLibrary
  ) throws(Fault) {
    switch key {
    case "model":
      model = try Self.network(value) { name throws(AssetError) in
        _ = try library.path(of: name)
      }
    case "segmenter": segmenter = try Self.network(value, .segmenter, library)
    case "classifier": classifier = try Self.network(value, .classifier, library)
    case "graphics":
      guard styles.contains(value) else {
        throw Fault(reason: "graphics is '\(shown: value)', expected one of \(shown: styles)")
      }
      graphics = value
    case "mouse":
      guard let isOn = ["yes": true, "no": false][value] else {
        throw Fault(reason: "mouse is '\(shown: value)', expected yes or no")
      }
      mouse = isOn
    default:
      throw Fault(
        reason:
          "'\(shown: key)' is not known, expected model, segmenter, classifier, graphics, mouse, "
          + "colour.CONCEPT or key.COMMAND")
    }
  }

  /// An installed name, or a path in which `~` is the home folder.
  private static func network(
    _ value: String, _ check: (String) throws(AssetError) -> Void
  ) throws(Fault) -> String {
    let name = PersonalFolder.home()?.expanding(value) ?? value
    do { try check(name) } catch { throw Fault(reason: "\(error)") }
    return name
  }

  private static func network(
    _ value: String, _ kind: Architecture.Kind, _ library: AssetLibrary
  ) throws(Fault) -> String {
    try network(value) { name throws(AssetError) in
      _ = try library.checkpoint(name, of: kind)
    }
  }

  private static func colour(_ text: String) throws(Fault) -> Pixel {
    let digits = text.dropFirst()
    guard text.first == "#", digits.count == 6, digits.allSatisfy(\.isHexDigit),
      let number = UInt32(digits, radix: 16)
    else { throw Fault(reason: "the colour is '\(shown: text)', expected #rrggbb") }
    func channel(_ shift: UInt32) -> UInt8 { UInt8(truncatingIfNeeded: number >> shift) }
    return Pixel(channel(16), channel(8), channel(0))
  }

  private static func rebinding(
    of name: String, _ text: String, _ others: [CommandTable.Rebinding]
  ) throws(Fault) -> CommandTable.Rebinding {
    guard let command = Command(named: name) else {
      let names = Command.names.map(\.name).joined(separator: ", ")
      throw Fault(reason: "no command '\(shown: name)', expected one of \(names)")
    }
    var keys: [Key] = []
    for word in text.split(separator: " ") {
      guard let key = Key(word: String(word)) else {
        throw Fault(reason: "no key '\(shown: word)', expected \(Key.expectation)")
      }
      if let obstacle = CommandTable.obstacle(to: key) {
        throw Fault(reason: "the key \(word) \(obstacle)")
      }
      guard !keys.contains(key), !others.contains(where: { $0.keys.contains(key) }) else {
        throw Fault(reason: "the key \(word) is given twice")
      }
      keys.append(key)
    }
    return CommandTable.Rebinding(command, to: keys)
  }
}

extension ConfigurationFile.Setting {
  /// What follows a word at the beginning of the key.
  fileprivate func name(after prefix: String) -> String? {
    key.hasPrefix(prefix) ? String(key.dropFirst(prefix.count)) : nil
  }
}
