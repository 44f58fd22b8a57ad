extension TensorPart {
  /// What training programs mean by the key of a part, the most wanted first.
  package enum Role: Int, Sendable {
    /// A moving average of a generator's weights, or of whatever is trained.
    case average
    case generator
    /// A key that says nothing: `state_dict`, `model`, or none at all.
    case plain
    case other
    case discriminator
    case optimizer

    /// Reads the words of the keys that lead to a part.
    init(_ path: [String]) {
      let words = path.flatMap(TensorPart.words)
      func has(_ names: Set<String>) -> Bool { words.contains(where: names.contains) }
      if has(TensorPart.optimizerWords) {
        self = .optimizer
      } else if has(TensorPart.discriminatorWords) {
        self = .discriminator
      } else if has(TensorPart.averageWords) {
        self = .average
      } else if has(TensorPart.generatorWords) {
        self = .generator
      } else {
        self = words.allSatisfy(TensorPart.plainWords.contains) ? .plain : .other
      }
    }
  }

  /// The key as it is shown and as `--key` takes it.
  package var key: String { path.joined(separator: ".") }

  /// The words of a key, in lower case: `G_ema` has two, and so has `netG`.
  static func words(_ key: String) -> [String] {
    var words: [String] = []
    var wasLower = false
    for character in key.prefix(wordsLimit) {
      guard character.isLetter || character.isNumber else {
        words.append("")
        wasLower = false
        continue
      }
      if words.isEmpty || wasLower && character.isUppercase { words.append("") }
      words[words.count - 1] += character.lowercased()
      wasLower = character.isLowercase
    }
    return words.filter { !$0.isEmpty }
  }

  /// No program writes longer keys.
  private static let wordsLimit = 128

  private static let averageWords: Set = [
    "ema", "gema", "averaged", "average", "avg", "smooth", "running", "swa", "shadow", "polyak",
    "gs", "ge",
  ]
  private static let generatorWords: Set = ["g", "gen", "generator"]
  private static let discriminatorWords: Set = [
    "d", "dis", "disc", "discriminator", "critic",
  ]
  private static let optimizerWords: Set = [
    "optim", "optims", "optimizer", "optimizers", "optimiser", "optimisers",
  ]
  private static let plainWords: Set = [
    "state", "dict", "model", "models", "module", "net", "network", "networks", "params", "weights",
  ]
  static let allWords =
    averageWords.union(generatorWords).union(discriminatorWords).union(plainWords)
}
