import Dissection
import FoundationEssentials
package import Networks
package import Pictures

/// A session with the model it belongs to, as JSON or inside a PNG; docs/formats.md describes it.
package struct SessionFile: Equatable, Sendable {
  package static let format = "ganbrush session"
  package static let version = 1
  /// The keyword of the PNG text chunk that carries a session.
  package static let chunk = "ganbrush"
  /// Larger files are refused before they are read: 64 MiB.
  package static let limit = 64 << 20

  package let model: ModelIdentity
  package let session: Session
  /// What the PNG lacks from which the session was read.
  package private(set) var warnings: [PNGWarning] = []

  package init(model: ModelIdentity, session: Session) {
    self.model = model
    self.session = session
  }

  /// Reads a session from JSON, or from a PNG that was saved with one.
  package init(bytes: [UInt8]) throws(SessionError) {
    var json = bytes
    var warnings: [PNGWarning] = []
    if bytes.starts(with: PNG.signature) {
      do {
        guard let text = try PNG.text(Self.chunk, in: bytes) else {
          throw SessionError.noSession
        }
        json = [UInt8](text.utf8)
        warnings = try PNG.warnings(in: bytes)
      } catch let error as SessionError {
        throw error
      } catch {
        throw .malformed("\(error)")
      }
    }
    do {
      self = try JSONDecoder().decode(SessionFile.self, from: Data(json))
      self.warnings = warnings
    } catch let error as SessionError {
      throw error
    } catch {
      throw .malformed(DecodingReason.text(of: error))
    }
  }

  /// Reads the session of a file.
  package init(path: String) throws(SessionError) {
    try self.init(bytes: try SessionFile.read(path))
  }

  /// The bytes of a file of at most `limit` bytes.
  package static func read(_ path: String) throws(SessionError) -> [UInt8] {
    do {
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      let count = (attributes[.size] as? UInt64).map { Int($0) } ?? 0
      guard count <= limit else { throw SessionError.tooLarge(bytes: count, limit: limit) }
      return [UInt8](try Data(contentsOf: URL(filePath: path)))
    } catch let error as SessionError {
      throw error
    } catch {
      throw .unreadable(
        FileManager.default.fileExists(atPath: path) ? "no permission" : "no such file")
    }
  }

  /// The file's text: readable, the same bytes for the same session.
  package var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do {
      return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
    } catch {
      preconditionFailure("a session has numbers that JSON cannot hold: \(error)")
    }
  }

  /// Refuses a session of another model, or one that names what the generator does not have.
  package func validate(for model: ModelIdentity, layers: [LayerSummary]) throws(SessionError) {
    guard model.hash == self.model.hash else {
      throw .otherModel(expected: "\(model)", found: "\(self.model)")
    }
    try session.validate(against: layers)
  }
}

extension SessionFile: Codable {
  private enum CodingKeys: String, CodingKey { case format, version, model }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let format = try container.decode(String.self, forKey: .format)
    guard format == Self.format else { throw SessionError.wrongFormat(found: format) }
    let version = try container.decode(Int.self, forKey: .version)
    guard version == Self.version else { throw SessionError.unsupportedVersion(version) }
    model = try container.decode(ModelIdentity.self, forKey: .model)
    session = try Session(from: decoder)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(Self.format, forKey: .format)
    try container.encode(Self.version, forKey: .version)
    try container.encode(model, forKey: .model)
    try session.encode(to: encoder)
  }
}
