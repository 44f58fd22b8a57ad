import Files
package import Units

/// What a stroke does to one unit: replace the share `alpha` of its feature by `value`.
///
/// Written as in GANPaint's interventions: `{"layer", "unit", "alpha", "value"}`. An edit that is switched
/// off is written with an alpha of 0, which every reader takes for nothing, and its own alpha as `off`.
package struct UnitEdit: Hashable, Sendable {
  package let layer: LayerName
  package let unit: Int
  /// 0 keeps the feature, 1 replaces it.
  package let alpha: Float
  /// The activation to put in place; 0 ablates.
  package let value: Float
  /// Whether the edit is carried out.
  package var isOn = true

  package init(layer: LayerName, unit: Int, alpha: Float = 1, value: Float = 0) {
    self.layer = layer
    self.unit = unit
    self.alpha = alpha
    self.value = value
  }
}

extension UnitEdit: Codable {
  private enum CodingKeys: String, CodingKey {
    case layer = "layer"
    case unit = "unit"
    case alpha = "alpha"
    case value = "value"
    case off = "off"
  }

  /// Reads an edit; as published, a missing or null alpha is 1 and a missing or null value is 0.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    layer = try container.decode(LayerName.self, forKey: .layer)
    unit = try container.decode(WholeNumber<Int>.self, forKey: .unit).value
    let off = try container.decodeIfPresent(RoundedNumber.self, forKey: .off)?.value
    alpha = try off ?? container.decodeIfPresent(RoundedNumber.self, forKey: .alpha)?.value ?? 1
    value = try container.decodeIfPresent(RoundedNumber.self, forKey: .value)?.value ?? 0
    isOn = off == nil
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(layer, forKey: .layer)
    try container.encode(unit, forKey: .unit)
    try container.encode(isOn ? alpha : 0, forKey: .alpha)
    try container.encode(value, forKey: .value)
    if !isOn { try container.encode(alpha, forKey: .off) }
  }
}
