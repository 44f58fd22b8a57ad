import Checkpoints
import Tensors

/// The convolutions of a flat list of modules, whose names are numbers after a common prefix:
/// `netG.main.0.weight`.
struct NumberedModules {
  /// All before the number: `netG.main.`, or nothing.
  let prefix: String
  /// The numbers of the convolutions, in ascending order; never empty.
  let convolutions: [Int]

  /// Finds the one list of modules that has kernels of 4×4.
  ///
  /// A module with any weight but a vector counts as a convolution, so that a damaged one is missed
  /// when it is read, by name.
  init?(_ checkpoint: Checkpoint) {
    var numbers: [String: [Int]] = [:]
    var prefixes: Set<String> = []
    for entry in checkpoint.entries where entry.extents.count != 1 {
      guard let (prefix, number) = Self.parsed(entry.name) else { continue }
      numbers[prefix, default: []].append(number)
      if entry.extents.dropFirst(2) == [4, 4] { prefixes.insert(prefix) }
    }
    guard prefixes.count == 1, let prefix = prefixes.first else { return nil }
    self.prefix = prefix
    // A weight that cannot be read is missed by name, too; that of a normalization is none of these.
    let unreadable = checkpoint.part.unreadable.keys.compactMap(Self.parsed).filter { found in
      found.prefix == prefix
        && !checkpoint.contains("\(prefix)\(found.number).running_mean")
        && !checkpoint.contains("\(prefix)\(found.number).running_var")
    }
    convolutions = (numbers[prefix, default: []] + unreadable.map(\.number)).sorted()
  }

  /// Takes `main.10.weight` apart; numbers as modules have them, without signs and leading zeros.
  private static func parsed(_ name: String) -> (prefix: String, number: Int)? {
    guard name.hasSuffix(".weight") else { return nil }
    let module = name.dropLast(".weight".count)
    let start = module.lastIndex(of: ".").map(module.index(after:)) ?? module.startIndex
    let digits = module[start...]
    // Four digits are far more than the layers that would fit the largest picture.
    guard digits.count <= 4, let number = Int(digits), String(number) == digits, number >= 0
    else { return nil }
    return (String(module[..<start]), number)
  }
}
