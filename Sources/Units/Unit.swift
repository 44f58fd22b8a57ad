import Files

/// One channel of one layer, which dissection labels and a stroke switches.
package struct Unit: Hashable, Codable, Sendable {
  package let layer: LayerName
  package let channel: Int

  package init(_ layer: LayerName, _ channel: Int) {
    self.layer = layer
    self.channel = channel
  }

  private enum CodingKeys: String, CodingKey {
    case layer = "layer"
    case channel = "channel"
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    layer = try container.decode(LayerName.self, forKey: .layer)
    channel = try container.decode(WholeNumber<Int>.self, forKey: .channel).value
  }
}
