import Tensors
package import Units

extension LayerGraph {
  /// Where the cells of a place look in the picture that the network reads.
  ///
  /// Only the steps up to the place count. nil where the network reads no picture, where a step
  /// between is not a window that moves over its input, and where two ways to the place disagree.
  package func receptiveCenters(at place: Source) -> ReceptiveCenters? {
    guard input.grid.count > 1 else { return nil }
    var centers: [ReceptiveCenters?] = [.picture]
    for node in nodes.prefix(place.index) {
      let sources = Set(node.sources.map { centers[$0.index] })
      guard sources.count == 1, let source = sources.first ?? nil,
        let window = node.operation.movingWindow
      else {
        centers.append(nil)
        continue
      }
      let middle = Double(window.side - 1) / 2 - Double(window.padding)
      centers.append(
        ReceptiveCenters(
          stride: source.stride * window.stride,
          offset: source.offset + Double(source.stride) * middle))
    }
    return centers[place.index]
  }
}
