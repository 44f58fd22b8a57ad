package import Dissection
package import Units

/// What an experiment with a generator's units was made with, as its files say.
package struct ExperimentNote: Encodable, Equatable, Sendable {
  package let model: DissectionReport.NetworkNote
  package let segmenter: DissectionReport.NetworkNote
  package let layer: LayerName
  /// What the units are switched for.
  package let concept: String
  /// What ordered the units: `iou`, or the metric of a recipe.
  package let ranking: String
  /// The ids of the first picture and of the last.
  package let firstPicture: Int
  package let lastPicture: Int
  /// The pixels of a label map.
  package let labelGrid: DissectionReport.LabelGrid

  package init(
    model: DissectionReport.NetworkNote, segmenter: DissectionReport.NetworkNote,
    layer: LayerName, concept: String, ranking: String, pictures: Range<Int>, labelGrid: Grid
  ) {
    self.model = model
    self.segmenter = segmenter
    self.layer = layer
    self.concept = concept
    self.ranking = ranking
    (firstPicture, lastPicture) = (pictures.lowerBound, pictures.upperBound - 1)
    self.labelGrid = DissectionReport.LabelGrid(labelGrid)
  }

  /// How many pictures were made.
  package var pictures: Int { lastPicture - firstPicture + 1 }

  /// How many pixels have a label.
  package var pixels: Int { labelGrid.height * labelGrid.width }

  private enum CodingKeys: String, CodingKey {
    case model = "model"
    case segmenter = "segmenter"
    case layer = "layer"
    case concept = "concept"
    case ranking = "ranking"
    case firstPicture = "firstPicture"
    case lastPicture = "lastPicture"
    case labelGrid = "labelGrid"
  }
}
