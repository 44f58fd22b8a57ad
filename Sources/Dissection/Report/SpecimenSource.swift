import Files
import Units

/// The pictures that a network is dissected with, in a fixed order.
package enum SpecimenSource: Equatable, Sendable {
  /// Pictures that the generator makes of the latents 0, 1, 2 and so on.
  case latents(count: Int)
  /// PNG files of a folder, in the order of a sorted walk; the names are relative to it.
  case folder(path: String, names: [String])
  /// Scenes of the drawn world with seeds in a row, whose labels are the truth.
  case scenes(category: String?, seed: UInt64, count: Int)

  /// How many pictures there are.
  package var count: Int {
    switch self {
    case .latents(let count), .scenes(_, _, let count): count
    case .folder(_, let names): names.count
    }
  }
}

extension SpecimenSource: Codable {
  private enum Kind: String, Codable {
    case latents = "latents"
    case folder = "folder"
    case scenes = "scenes"
  }

  private enum CodingKeys: String, CodingKey {
    case kind = "kind"
    case count = "count"
    case path = "path"
    case names = "names"
    case category = "category"
    case seed = "seed"
  }

  /// As many pictures as there are ids.
  private static let counts = 1...Latent.maximumID + 1

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    switch try container.decode(Kind.self, forKey: .kind) {
    case .latents:
      self = .latents(count: try container.decode(WholeNumber<Int>.self, forKey: .count).value)
    case .folder:
      self = .folder(
        path: try container.decode(String.self, forKey: .path),
        names: try container.decode([String].self, forKey: .names))
    case .scenes:
      self = .scenes(
        category: try container.decodeIfPresent(String.self, forKey: .category),
        seed: try container.decode(WholeNumber<UInt64>.self, forKey: .seed).value,
        count: try container.decode(WholeNumber<Int>.self, forKey: .count).value)
    }
    if case .folder = self { return }
    guard Self.counts.contains(count) else {
      throw DecodingError.dataCorruptedError(
        forKey: .count, in: container,
        debugDescription:
          "found \(count), expected \(Self.counts.lowerBound) to \(Self.counts.upperBound)")
    }
    guard case .scenes(_, let seed, _) = self else { return }
    let greatest = UInt64.max - UInt64(count)
    guard seed <= greatest else {
      throw DecodingError.dataCorruptedError(
        forKey: .seed, in: container,
        debugDescription: "found \(seed), expected 0 to \(greatest) for \(count) scenes")
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .latents(let count):
      try container.encode(Kind.latents, forKey: .kind)
      try container.encode(count, forKey: .count)
    case .folder(let path, let names):
      try container.encode(Kind.folder, forKey: .kind)
      try container.encode(path, forKey: .path)
      try container.encode(names, forKey: .names)
    case .scenes(let category, let seed, let count):
      try container.encode(Kind.scenes, forKey: .kind)
      try container.encodeIfPresent(category, forKey: .category)
      try container.encode(seed, forKey: .seed)
      try container.encode(count, forKey: .count)
    }
  }
}
