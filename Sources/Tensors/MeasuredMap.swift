/// Features with the scales of their pixels, if an operation that reads them normalizes pixels.
package struct MeasuredMap: Sendable {
  package let features: FeatureMap
  package let scales: PixelScales?

  package init(_ features: FeatureMap, scales: PixelScales? = nil) {
    self.features = features
    self.scales = scales
  }

  /// Brings the scales up to date after a region of the features was written.
  package func measure(_ region: PixelRegion) { scales?.measure(region, of: features) }
}
