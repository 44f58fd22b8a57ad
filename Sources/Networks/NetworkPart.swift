package import Checkpoints
import Files

/// The part of a checkpoint's file that a network is read from.
///
/// Training programs save more than the network: the discriminator, weights of several moments,
/// optimizers, noise to draw samples with. ganbrush takes a part whose architecture it knows. It
/// prefers one that holds nothing else, and then one whose key has the most wanted role: a moving
/// average before a generator before any other.
package struct NetworkPart: Sendable {
  /// The file, read from this part.
  package let checkpoint: Checkpoint
  package let architecture: Architecture
  /// The keys of other parts that hold a network of the same kind.
  package let others: [String]

  /// What was chosen among several parts.
  package struct Choice: Equatable, Sendable {
    package let key: String
    package let others: [String]
  }

  /// The choice that there was; nil where only one part would do.
  package var choice: Choice? {
    others.isEmpty ? nil : Choice(key: checkpoint.part.key, others: others)
  }

  /// Chooses a part.
  ///
  /// - Parameters:
  ///   - file: The whole file.
  ///   - key: The key of the part, or a word of it; nil to choose by what the parts hold.
  ///   - kind: The kind of network that is wanted; another is taken only where the file has none.
  /// - Throws: `NetworkError.unknownKey`, or `unknownArchitecture` where no part is known.
  package init(
    of file: Checkpoint, key: String? = nil, kind: Architecture.Kind? = nil
  ) throws(NetworkError) {
    // Most parts of a large file are those of optimizers, which say so.
    let roots =
      key.map { file.parts(under: $0) } ?? file.parts.filter { $0.role != .optimizer }
    if let key, roots.isEmpty {
      let known = file.parts(under: nil).prefix(100).map(\.key)
      throw .unknownKey(key, known: known.filter { !$0.isEmpty })
    }
    var candidates: [Candidate] = []
    for root in roots { Self.collect(root, of: file, &candidates) }
    let wanted = candidates.filter { kind == nil || $0.architecture.kind == kind }
    guard let best = (wanted.isEmpty ? candidates : wanted).min() else {
      throw .unknownArchitecture(names: (key == nil ? file.part : roots[0]).names)
    }
    checkpoint = best.checkpoint
    architecture = best.architecture
    others = candidates.filter { other in
      // A moving average that is not whole would have been wanted more.
      (other.isWhole || other.part.role.rawValue < best.part.role.rawValue)
        && other.architecture.kind == best.architecture.kind
        && !other.part.path.starts(with: best.part.path)
        && !best.part.path.starts(with: other.part.path)
    }.sorted().map(\.part.key)
  }

  /// Collects a part and, unless it is a network as it is, those within it whose names begin alike.
  private static func collect(
    _ part: TensorPart, of file: Checkpoint, _ candidates: inout [Candidate]
  ) {
    let candidate = Candidate(part, of: file, candidates.count)
    if let candidate { candidates.append(candidate) }
    guard candidate?.isAlone != true else { return }
    for inner in part.prefixedParts { collect(inner, of: file, &candidates) }
  }
}

/// A part whose architecture is known.
private struct Candidate: Comparable {
  let part: TensorPart
  let checkpoint: Checkpoint
  let architecture: Architecture
  /// Whether nothing in the part has another name.
  let isAlone: Bool
  /// Whether the sizes agree as well.
  let isWhole: Bool
  /// The part's place among the others.
  private let place: Int

  init?(_ part: TensorPart, of file: Checkpoint, _ place: Int) {
    let checkpoint = file.reading(part)
    guard let architecture = try? Architecture(of: checkpoint) else { return nil }
    self.part = part
    self.checkpoint = checkpoint
    self.architecture = architecture
    self.place = place
    isAlone = architecture.isAlone(in: checkpoint)
    isWhole = isAlone && architecture.isChain(in: checkpoint)
  }

  static func < (first: Candidate, second: Candidate) -> Bool { first.rank < second.rank }
  static func == (first: Candidate, second: Candidate) -> Bool { first.place == second.place }

  /// The lowest is taken.
  private var rank: (Int, Int, Int) {
    (isWhole ? 0 : isAlone ? 1 : 2, part.role.rawValue, place)
  }
}

extension Architecture {
  /// Whether all names are those of such a network, as far as a look at them tells.
  fileprivate func isAlone(in checkpoint: Checkpoint) -> Bool {
    var prefix = ""
    // The other families' names do not allow for a prefix.
    if case .dcgan(let found) = self { prefix = found }
    return checkpoint.entries.allSatisfy { entry in
      entry.name.hasPrefix(prefix) && !TensorPart.isLoose(entry.name) || entry.count == 0
    }
  }

  /// Whether each layer reads what the one before gives, as far as a look at the sizes tells.
  ///
  /// A generator's transposed convolutions have their inputs first; a discriminator's have them
  /// second.
  fileprivate func isChain(in checkpoint: Checkpoint) -> Bool {
    guard case .dcgan(let prefix) = self, let modules = NumberedModules(checkpoint) else {
      return true
    }
    let kernels = modules.convolutions.compactMap { number in
      try? checkpoint.entry("\(prefix)\(number).weight").extents
    }
    return zip(kernels, kernels.dropFirst()).allSatisfy { previous, next in
      previous.count == 4 && previous[1] == next.first
    }
  }
}
