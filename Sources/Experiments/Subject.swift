package import Dissection
package import Networks
import Tensors
package import Units

/// The network that is dissected.
package enum Subject: Sendable {
  case generator(Generator)
  case classifier(Classifier)

  /// The network's layers that have feature maps, in order: those with more than one cell.
  package var layers: [LayerSummary] { network.layers.filter { $0.grid.count > 1 } }

  /// The layers that are dissected where nobody chooses.
  ///
  /// Of a generator they are those that brushes paint on: between 8 and 32 cells a side. Of a
  /// classifier it is the last layer with feature maps, `conv5_3` of a VGG16 as in PNAS 2020.
  package var usualLayers: [LayerSummary] {
    switch self {
    case .generator:
      let canvases = layers.canvases
      let usual = canvases.filter { 8...32 ~= $0.grid.height && 8...32 ~= $0.grid.width }
      return usual.isEmpty ? Array(canvases.suffix(1)) : usual
    case .classifier(let classifier):
      let usual: [LayerName] =
        switch classifier.architecture {
        case .vgg16: ["conv5_3"]
        case .alexNet: ["conv5"]
        case .resNet: ["7"]
        default: []
        }
      let found = layers.filter { usual.contains($0.name) }
      return found.isEmpty ? Array(layers.suffix(1)) : found
    }
  }

  var network: any LayeredNetwork {
    switch self {
    case .generator(let generator): generator
    case .classifier(let classifier): classifier
    }
  }

  package var architecture: Architecture {
    switch self {
    case .generator(let generator): generator.architecture
    case .classifier(let classifier): classifier.architecture
    }
  }

  /// Where in the picture the cells of a layer lie.
  ///
  /// Edges lie over edges in a generator. A classifier's cells look where its strides and paddings have
  /// put them.
  package func alignment(of layer: LayerName) -> GridSampling.Alignment {
    guard case .classifier(let classifier) = self,
      let place = classifier.graph.place(of: layer),
      let centers = classifier.graph.receptiveCenters(at: place)
    else { return .edges }
    return .centers(centers, picture: classifier.pictureSize)
  }

  /// The size of the pictures that it makes or reads.
  package var pictureSize: Grid {
    switch self {
    case .generator(let generator): generator.pictureSize
    case .classifier(let classifier): classifier.pictureSize
    }
  }
}
