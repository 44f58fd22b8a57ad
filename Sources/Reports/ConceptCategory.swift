/// What kind of thing a concept is, in the order and with the colours of published charts.
package enum ConceptCategory: String, CaseIterable, Sendable {
  case object = "object"
  case part = "part"
  case material = "material"
  case texture = "texture"
  case color = "color"

  /// The colour of a bar.
  package var colour: String {
    switch self {
    case .object: "#4B4CBF"
    case .part: "#55B05B"
    case .material: "#50BDAC"
    case .texture: "#81C679"
    case .color: "#F0883B"
    }
  }

  /// The colour behind the bars.
  package var background: String {
    switch self {
    case .object: "#B6B6F2"
    case .part: "#B6F2BA"
    case .material: "#A5E5DB"
    case .texture: "#C0FF9B"
    case .color: "#F2CFB6"
    }
  }
}
