import Files
import Units

/// What one line of a journal says.
enum JournalRecord {
  /// The first line; `process` is the painter that writes.
  case beginning(process: Int32, version: Int)
  /// The model, as soon as its checkpoint is hashed.
  case model(ModelIdentity)
  /// A list of units that strokes from here on name by its number, counted from 0.
  case units([UnitEdit])
  /// Another session begins, of so many strokes that the next lines add.
  case session(Session, strokes: Int)
  /// Strokes from a place on are exchanged.
  case strokes(Exchange)
  case toggles([Toggle])
  case leftOut(LeftOut)
  /// Another picture under the same strokes, as version 1 had it.
  case latent(Latent)
  /// A picture that the journal knows is painted on; its strokes are as they were.
  case picture(Latent)
  case layer(LayerName)
  /// The strokes of a picture as they are were saved elsewhere; version 1 had one picture only.
  case saved(path: String, of: Latent?)
  /// The strokes came from another journal, which is not needed beside this one; empty takes that back.
  case resumes(path: String)

  /// Strokes that take the place of others.
  struct Exchange: Codable {
    let at: Int
    let removed: Int
    let added: [NumberedStroke]

    private enum CodingKeys: String, CodingKey {
      case at = "at"
      case removed = "removed"
      case added = "added"
    }
  }

  /// A stroke with its list of units by number.
  struct NumberedStroke: Codable {
    let concept: String
    let direction: Stroke.Direction
    let units: Int
    let mask: Mask?
    let pooling: Mask.Pooling
    let isMuted: Bool?

    private enum CodingKeys: String, CodingKey {
      case concept = "concept"
      case direction = "direction"
      case units = "units"
      case mask = "mask"
      case pooling = "maskpooling"
      case isMuted = "muted"
    }
  }

  /// The units that a concept leaves out.
  struct LeftOut: Codable {
    let concept: String
    let units: [Unit]

    private enum CodingKeys: String, CodingKey {
      case concept = "concept"
      case units = "units"
    }
  }
}

extension JournalRecord: Codable {
  static let format = "ganbrush journal"
  /// The version that is written; every earlier one is read.
  static let version = 2

  private enum CodingKeys: String, CodingKey {
    case format = "format"
    case version = "version"
    case process = "process"
    case model = "model"
    case units = "units"
    case session = "session"
    case count = "count"
    case strokes = "strokes"
    case toggles = "toggles"
    case leftOut = "left_out"
    case latent = "latent"
    case picture = "picture"
    case layer = "layer"
    case saved = "saved"
    case savedPicture = "of"
    case resumes = "resumes"
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    func value<Value: Decodable>(_ key: CodingKeys) throws -> Value {
      try container.decode(Value.self, forKey: key)
    }
    if container.contains(.format) {
      let format: String = try value(.format)
      guard format == Self.format else { throw SessionError.wrongFormat(found: format) }
      let version: Int = try value(.version)
      guard 1...Self.version ~= version else { throw SessionError.unsupportedVersion(version) }
      self = .beginning(process: try value(.process), version: version)
    } else if container.contains(.session) {
      self = .session(try value(.session), strokes: try value(.count))
    } else if container.contains(.saved) {
      self = .saved(
        path: try value(.saved),
        of: try container.decodeIfPresent(Latent.self, forKey: .savedPicture))
    } else {
      self =
        switch container.allKeys.first {
        case .model: .model(try value(.model))
        case .units: .units(try value(.units))
        case .strokes: .strokes(try value(.strokes))
        case .toggles: .toggles(try value(.toggles))
        case .leftOut: .leftOut(try value(.leftOut))
        case .latent: .latent(try value(.latent))
        case .picture: .picture(try value(.picture))
        case .layer: .layer(try value(.layer))
        case .resumes: .resumes(path: try value(.resumes))
        case .format, .version, .process, .session, .count, .saved, .savedPicture, nil:
          throw SessionError.malformed("a line says nothing that is known")
        }
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .beginning(let process, let version):
      try container.encode(Self.format, forKey: .format)
      try container.encode(version, forKey: .version)
      try container.encode(process, forKey: .process)
    case .model(let model): try container.encode(model, forKey: .model)
    case .units(let units): try container.encode(units, forKey: .units)
    case .session(let session, let strokes):
      try container.encode(session, forKey: .session)
      try container.encode(strokes, forKey: .count)
    case .strokes(let exchange): try container.encode(exchange, forKey: .strokes)
    case .toggles(let toggles): try container.encode(toggles, forKey: .toggles)
    case .leftOut(let leftOut): try container.encode(leftOut, forKey: .leftOut)
    case .latent(let latent): try container.encode(latent, forKey: .latent)
    case .picture(let latent): try container.encode(latent, forKey: .picture)
    case .layer(let layer): try container.encode(layer, forKey: .layer)
    case .saved(let path, let latent):
      try container.encode(path, forKey: .saved)
      try container.encodeIfPresent(latent, forKey: .savedPicture)
    case .resumes(let path): try container.encode(path, forKey: .resumes)
    }
  }
}
