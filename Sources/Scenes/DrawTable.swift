/// What chance gave the scenes of one category: a row a scene, a column a name.
struct DrawTable {
  /// What a column holds.
  struct Column: Encodable {
    let name: String
    /// How likely each choice was; empty where the column has shares from 0 up to 1.
    let chances: [Float]

    private enum CodingKeys: String, CodingKey {
      case name = "name"
      case chances = "chances"
    }
  }

  private(set) var columns: [Column] = []
  private var places: [String: Int] = [:]
  private var rows: [[Float]] = []

  /// Adds a scene; of a name that comes more than once, the first counts.
  mutating func append(_ draws: [SceneDraw]) {
    var row = [Float](repeating: .nan, count: columns.count)
    for draw in draws {
      let place = places[draw.name] ?? columns.count
      if place == columns.count {
        places[draw.name] = place
        columns.append(Column(name: draw.name, chances: draw.chances))
        row.append(.nan)
      }
      if row[place].isNaN { row[place] = draw.value }
    }
    rows.append(row)
  }

  /// A row with all columns; NaN where a scene did not draw.
  func row(_ number: Int) -> [Float] {
    rows[number] + Array(repeating: .nan, count: columns.count - rows[number].count)
  }
}
