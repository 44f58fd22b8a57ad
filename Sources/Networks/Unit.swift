/// One channel of one layer: what a dissection labels and a stroke switches.
package struct Unit: Hashable, Codable, Sendable {
  package let layer: LayerName
  package let channel: Int

  package init(_ layer: LayerName, _ channel: Int) {
    self.layer = layer
    self.channel = channel
  }
}
