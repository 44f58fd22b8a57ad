/// Makes JSON that is nearly a session, a list of strokes or recipes, of a fuzzer's bytes.
///
/// Each byte is a choice: mostly what a reader expects, sometimes something extreme of the right kind,
/// rarely something of another kind, or nothing where something should be.
struct SessionGrammar {
  enum Kind: CaseIterable { case session, strokes, recipes }

  private var choices: ArraySlice<UInt8>

  init(choices: ArraySlice<UInt8>) { self.choices = choices }

  private mutating func choice() -> Int { Int(choices.popFirst() ?? 0) }

  private mutating func one(of options: [String]) -> String { options[choice() % options.count] }

  mutating func kind() -> Kind { Kind.allCases[choice() % Kind.allCases.count] }

  mutating func text(of kind: Kind) -> String {
    switch kind {
    case .session: session()
    case .strokes: list { $0.stroke() }
    case .recipes: recipes()
    }
  }

  // MARK: Values

  /// A value of another kind in place of the right one, once in a while.
  private mutating func odd(_ value: String) -> String {
    switch choice() {
    case 250: "null"
    case 251: "[]"
    case 252: "{}"
    case 253: "\"\""
    case 254: String(repeating: "[", count: 600)
    case 255: one(of: ["true", "-1", "1e999", "\"\\u001b[2J\\u202e\""])
    default: value
    }
  }

  private mutating func whole(_ usual: Int...) -> String {
    let extremes = [
      "-1", "-5", "9223372036854775807", "-9223372036854775808", "1e12", "4294967296", "1e308",
      "99999999999999999999", "0.5", "1000000000000",
    ]
    let place = choice()
    return odd(place < 220 ? "\(usual[place % usual.count])" : extremes[place % extremes.count])
  }

  private mutating func real() -> String {
    let place = choice()
    let usual = ["0", "1", "0.5", "2.3", "-0", "1e-45"]
    let extremes = ["3e38", "-3.4e38", "1e39", "1e999", "-1e999", "1e-400", "0e999999999"]
    return odd(place < 200 ? usual[place % usual.count] : extremes[place % extremes.count])
  }

  private mutating func name(_ usual: String...) -> String {
    let place = choice()
    let extremes = ["", "\\u001b]0;a\\u0007", "\\u202e", "\\ud83d", "a\\u0000b"]
    let text =
      place < 230
      ? usual[place % usual.count]
      : place < 250
        ? extremes[place % extremes.count]
        : String(repeating: "e\\u0301", count: 1 + place * 20)
    return odd("\"\(text)\"")
  }

  private mutating func layer() -> String {
    name("main.2", "main.2", "main.5", "main.8", "main.10")
  }

  private mutating func list(_ element: (inout Self) -> String) -> String {
    let place = choice()
    var elements: [String] = []
    for _ in 0..<(place < 240 ? place % 5 : place) { elements.append(element(&self)) }
    return odd("[\(elements.joined(separator: ","))]")
  }

  /// An object, of which a field may be missing or come twice.
  private mutating func object(_ fields: [(String, String)]) -> String {
    var texts: [String] = []
    for (key, value) in fields {
      let place = choice()
      if place == 255 { continue }
      texts.append("\"\(key)\":\(value)")
      if place == 254 { texts.append("\"\(key)\":\(value)") }
    }
    return odd("{\(texts.joined(separator: ","))}")
  }

  // MARK: Sessions

  private mutating func session() -> String {
    object([
      ("format", "\"ganbrush session\""), ("version", "1"),
      ("model", object([("name", name("dcgan")), ("hash", name("0123"))])),
      ("latent", object([("seed", whole(1, 0, 4_294_967_295)), ("id", whole(0, 5, 9))])),
      ("layer", layer()), ("strokes", list { $0.stroke() }), ("toggles", list { $0.toggle() }),
      ("left_out", object([("tree", list { $0.unit() })])),
    ])
  }

  private mutating func unit() -> String {
    object([("layer", layer()), ("channel", whole(0, 1, 3))])
  }

  private mutating func edit() -> String {
    object(
      [("layer", layer()), ("unit", whole(0, 1, 2)), ("alpha", real()), ("value", real())]
        + (choice() < 40 ? [("off", real())] : []))
  }

  private mutating func stroke() -> String {
    object([
      ("concept", name("tree")), ("direction", name("draw", "remove")),
      edits("ablations"), ("mask", mask()), ("maskpooling", name("max", "mean")),
    ])
  }

  /// What a stroke or toggle sets, or would set if it were not muted; once in a while both.
  private mutating func edits(_ key: String) -> (String, String) {
    let place = choice()
    let value = list { $0.edit() }
    return place > 250 ? (key, "\(value),\"muted\":[]") : (place < 40 ? "muted" : key, value)
  }

  private mutating func toggle() -> String {
    let subject = object([
      choice() % 2 == 0
        ? ("concept", object([("name", name("sky")), ("layer", layer())])) : ("unit", unit())
    ])
    return object([
      ("subject", subject), ("state", name("boosted", "ablated")), edits("edits"),
    ])
  }

  private mutating func mask() -> String {
    let (height, width) = (1 + choice() % 5, 1 + choice() % 5)
    let bits = String((0..<height * width).map { _ in choice() % 2 == 0 ? "0" : "1" })
    let drawn = "data:image/png;base64,"
    let (top, left) = (whole(0, 1), whole(0, 1))
    return object([
      ("shape", "[\(whole(4, 8, 256, 4096)),\(whole(4, 8, 256, 4096))]"),
      ("bitbounds", "[\(top),\(left),\(whole(height, height + 1)),\(whole(width, width + 1))]"),
      ("bitstring", name(bits, bits, bits, drawn)),
    ])
  }

  // MARK: Recipes

  private mutating func recipes() -> String {
    object([
      ("format", "\"ganbrush recipes\""), ("version", "1"), ("model", name("dcgan")),
      (
        "fits",
        object([
          ("architecture", name("dcgan", "progressive")),
          ("picture", "[\(whole(32)),\(whole(32))]"),
          ("hash", name("01234567")), ("names", list { $0.name("dcgan") }),
        ])
      ),
      (
        "start",
        object([
          ("id", whole(0, 5)), ("layer", layer()), ("strength", whole(1, 4, 15)),
          ("gallery", list { $0.whole(1, 2) }),
        ])
      ),
      ("layers", list { $0.chapter() }),
    ])
  }

  private mutating func chapter() -> String {
    let table = object([
      ("probabilities", list { $0.real() }), ("values", list { $0.list { $0.real() } }),
    ])
    return object([
      ("layer", layer()), ("units", whole(4, 6, 8, 3)),
      ("quantiles", choice() % 2 == 0 ? "null" : table), ("recipes", list { $0.recipe() }),
      ("removals", choice() % 2 == 0 ? "null" : list { $0.recipe() }),
    ])
  }

  private mutating func recipe() -> String {
    let draws = object([
      (one(of: ["mean", "level", "mean", ""]), list { $0.real() }),
      ("level", "[\(real()),\(real())]"),
    ])
    return object([
      ("concept", name("tree", "sky")), ("metric", name("iou", "ace")),
      ("units", "[\(whole(0, 1)),\(whole(2, 1))]"), ("draws", draws),
      ("draw", name("level", "mean")),
    ])
  }
}
