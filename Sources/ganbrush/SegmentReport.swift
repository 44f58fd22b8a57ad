import Seeing
import Files

/// What a picture shows, and how much of it.
struct SegmentReport: Encodable {
  /// A concept and its share of the picture.
  struct Concept: Encodable {
    let name: String
    let share: Double

    private enum CodingKeys: String, CodingKey {
      case name = "name"
      case share = "share"
    }
  }

  let picture: String
  let width: Int
  let height: Int
  /// The file with the label map, if there is one.
  let labels: String?
  /// Those that are there, the largest first.
  let concepts: [Concept]

  private enum CodingKeys: String, CodingKey {
    case picture = "picture"
    case width = "width"
    case height = "height"
    case labels = "labels"
    case concepts = "concepts"
  }

  /// Makes a report from how many pixels each of the concepts has.
  init(of picture: PictureFile, labels: String?, counts: [Int], concepts names: [String]) {
    self.picture = picture.path
    (width, height) = (picture.width, picture.height)
    self.labels = labels
    let pixels = Double(picture.width * picture.height)
    concepts = zip(names, counts).filter { $0.1 > 0 }
      .sorted { $0.1 > $1.1 }
      .map { Concept(name: $0, share: Double($1) / pixels) }
  }

  /// The picture's name and a line for each concept.
  var text: String {
    let table = ShareTable(rows: concepts.map { ShareTable.Row(name: $0.name, share: $0.share) })
    return (["\(shown: picture)  \(width)×\(height)"] + table.lines).joined(separator: "\n")
  }
}
