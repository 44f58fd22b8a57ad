package import Painting
package import Pictures
package import Units

/// What the picture and the pane of features show, and how large.
package struct CanvasView: Equatable, Sendable {
  /// What colours the cells of the features.
  package internal(set) var featureContent = FeatureContent.concept
  /// How large the pane of features is; nil for what suits the screen.
  package internal(set) var featureSize: FeatureSize?
  /// Whether the picture has the window for itself.
  package internal(set) var isZoomed = false
  /// Whether the picture is the one before the edits, or the one after them, or both.
  package internal(set) var comparison = Comparison.after

  /// Whether only the picture before the edits is in sight.
  package var showsOriginal: Bool { comparison == .before }

  /// The features of the picture in sight, of those that were rendered.
  package func features(of rendered: RenderedPicture) -> LayerFeatures {
    showsOriginal ? rendered.originalFeatures : rendered.features
  }

  /// The picture to show of those that were rendered, for a room of some pixels.
  package func picture(of rendered: RenderedPicture, width: Int, height: Int) -> Picture {
    switch comparison {
    case .after: rendered.picture
    case .before: rendered.original
    case .sideBySide:
      PicturePair(
        width: rendered.picture.width, height: rendered.picture.height, isWide: width >= height
      ).drawn(rendered.original, rendered.picture)
    case .wipe(let edge):
      rendered.picture.wiped(
        over: rendered.original, columns: rendered.picture.width * edge / Comparison.wipeSteps)
    }
  }
}

extension Picture {
  /// The picture with some columns of another one in place of its first.
  fileprivate func wiped(over other: Picture, columns: Int) -> Picture {
    guard columns > 0 else { return self }
    var wiped = self
    wiped.replace(x: 0, y: 0, with: other.cropped(x: 0, y: 0, width: columns, height: height))
    return wiped
  }
}
