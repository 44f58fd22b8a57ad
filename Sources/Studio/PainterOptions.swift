/// What a person chooses for the painter besides model and session.
package struct PainterOptions: Sendable {
  /// How many units a stroke sets; nil for what the recipes say.
  package var strength: Int?
  /// The side of the square that a pixel of a saved picture becomes.
  package var scale: Int
  /// A PNG file to replace with every finished picture.
  package var preview: String?
  /// Where pictures are saved; nil for the program's own folder.
  package var folder: String?

  package init(
    strength: Int? = nil, scale: Int = 1, preview: String? = nil, folder: String? = nil
  ) {
    self.strength = strength
    self.scale = scale
    self.preview = preview
    self.folder = folder
  }
}
