import Files

/// Which kinds of scene a picture may show.
struct ClassifyReport: Encodable {
  /// A kind of scene, and how likely it is.
  struct Category: Encodable {
    let name: String
    let probability: Double

    private enum CodingKeys: String, CodingKey {
      case name = "name"
      case probability = "probability"
    }
  }

  let picture: String
  /// The likeliest first.
  let categories: [Category]

  private enum CodingKeys: String, CodingKey {
    case picture = "picture"
    case categories = "categories"
  }

  init(picture: String, probabilities: [Float], classes: [String], top: Int) {
    self.picture = picture
    categories = zip(classes, probabilities).sorted { $0.1 > $1.1 }.prefix(top)
      .map { Category(name: $0, probability: Double($1)) }
  }

  /// The picture's name and a line for each category.
  var text: String {
    let table = ShareTable(
      rows: categories.map { ShareTable.Row(name: $0.name, share: $0.probability) })
    return (["\(shown: picture)"] + table.lines).joined(separator: "\n")
  }
}
