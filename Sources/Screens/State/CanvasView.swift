package import Painting
package import Pictures
package import Units

/// What the canvas and the picture pane show: before or after the edits, or how active a concept is.
package struct CanvasView: Equatable, Sendable {
  /// Whether cells are coloured by how active the chosen concept is.
  package internal(set) var showsHeat = false
  /// Whether the picture is the one before the edits.
  package internal(set) var showsOriginal = false

  /// The picture to show of those that were rendered.
  package func picture(of rendered: RenderedPicture) -> Picture {
    showsOriginal ? rendered.original : rendered.picture
  }

  /// The features that this picture was made of.
  package func features(of rendered: RenderedPicture) -> LayerFeatures {
    showsOriginal ? rendered.originalFeatures : rendered.features
  }
}
