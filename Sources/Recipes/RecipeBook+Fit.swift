import Files
package import Units

extension RecipeBook {
  /// The checkpoints that a book was made for; a part that is empty or nil says nothing.
  package struct Scope: Equatable, Sendable {
    package let architecture: NetworkFamily?
    package let picture: Grid?
    /// The first hexadecimals of the checkpoint's SHA-256, at least 8 of them, in lower case.
    package let hash: String?
    /// Names of the checkpoint's file, without its ending and without `-PREFIX` of the hash.
    package let names: [String]

    /// Makes a scope.
    ///
    /// - Throws: `RecipeError.malformed` when the hash is not 8 to 64 hexadecimals in lower case.
    package init(
      architecture: NetworkFamily? = nil, picture: Grid? = nil, hash: String? = nil,
      names: [String] = []
    ) throws(RecipeError) {
      if let hash, !CheckpointName.isHash(hash[...]) {
        throw .malformed("fits.hash is '\(shown: hash)', expected 8 to 64 of 0-9 and a-f")
      }
      self.architecture = architecture
      self.picture = picture
      self.hash = hash
      self.names = names
    }
  }

  /// Why a book goes with a checkpoint, the strongest reason first.
  package enum Fit: Int, Comparable, Sendable {
    case hash, name
    /// Layers and sizes agree; those of generators of other pictures may agree, too.
    case shape

    package static func < (first: Fit, second: Fit) -> Bool { first.rawValue < second.rawValue }

    /// Whether the book may be used unasked.
    package var isCertain: Bool { self != .shape }
  }

  /// Compares layers and sizes with those of the book.
  ///
  /// - Parameters:
  ///   - layers: All layers of a generator; the features of the last one are the picture.
  ///   - family: What kind of generator it is.
  /// - Returns: Whether they agree.
  package func suits(_ layers: [LayerSummary], of family: NetworkFamily) -> Bool {
    do { try validate(against: layers) } catch { return false }
    if let architecture = scope?.architecture, architecture != family { return false }
    return scope?.picture.map { $0 == layers.last?.grid } ?? true
  }

  /// Tells whether the book was made for a checkpoint.
  ///
  /// A hash counts more than a name, because files are renamed. A published checkpoint that the
  /// book does not name does not fit even if its shape does.
  ///
  /// - Parameters:
  ///   - layers: Those of the generator in the checkpoint.
  ///   - family: What kind of generator it is.
  ///   - name: The file's name without its ending.
  ///   - hash: Its SHA-256 in hexadecimal.
  /// - Returns: The strongest reason, or nil where the book does not fit.
  package func fit(
    _ layers: [LayerSummary], of family: NetworkFamily, name: String, hash: String
  ) -> Fit? {
    guard suits(layers, of: family) else { return nil }
    if let prefix = scope?.hash, hash.hasPrefix(prefix) { return .hash }
    let published = PublishedCheckpoint.allCases
    if published.contains(where: { hash.hasPrefix($0.hashPrefix) }) { return nil }
    let found = CheckpointName(name)
    if found.means(names: scope?.names ?? [], hash: scope?.hash) { return .name }
    let isAnother = published.contains { found.means(names: $0.names, hash: $0.hashPrefix) }
    return isAnother ? nil : .shape
  }
}

/// A file's name as torch.hub writes them: `proggan_kitchen-67f1e16c`, with or without the hash.
private struct CheckpointName {
  private let stem: String
  private let hash: String?

  init(_ name: String) {
    let name = name.lowercased()
    let parts = name.split(separator: "-", omittingEmptySubsequences: false)
    if parts.count > 1, let last = parts.last, Self.isHash(last) {
      stem = String(name.dropLast(last.count + 1))
      hash = String(last)
    } else {
      stem = name
      hash = nil
    }
  }

  static func isHash(_ text: Substring) -> Bool {
    8...64 ~= text.count && text.allSatisfy { "0123456789abcdef".contains($0) }
  }

  /// Whether the name is one of `names`, or ends with the hash.
  func means(names: [String], hash prefix: String?) -> Bool {
    if let hash, let prefix { return hash.hasPrefix(prefix) || prefix.hasPrefix(hash) }
    return names.contains { $0.lowercased() == stem }
  }
}
