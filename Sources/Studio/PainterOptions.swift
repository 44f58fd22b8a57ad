package import Screens

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
  /// What names concepts, in dissections and of what edits cause: an installed segmenter or a path.
  package var segmenter: String
  /// How many pictures are dissected: a first look by default, as `ganbrush dissect --quick` takes it.
  package var dissectedPictures: Int

  /// Whether somebody who has not painted before is told how to begin.
  package var welcomes: Bool

  /// The keys.
  package var commands: CommandTable

  package init(
    strength: Int? = nil, scale: Int = 1, preview: String? = nil, folder: String? = nil,
    segmenter: String = AssetLibrary.defaultSegmenter, dissectedPictures: Int = 1000,
    welcomes: Bool = false, commands: CommandTable = .standard
  ) {
    self.strength = strength
    self.scale = scale
    self.preview = preview
    self.folder = folder
    self.segmenter = segmenter
    self.dissectedPictures = dissectedPictures
    self.welcomes = welcomes
    self.commands = commands
  }
}
