import Files

/// The numbered input of a generator: image 104 here is image 104 of the published code.
package struct Latent: Hashable, Codable, Sendable {
  package var seed: UInt32
  /// The row of the table of random numbers, from 0.
  package var id: Int

  /// The highest id that the program offers; a higher one takes longer, because all numbers before
  /// its row must be drawn.
  package static let maximumID = 999_999

  /// Names a latent; the published programs use seed 1.
  package init(seed: UInt32 = 1, id: Int) {
    self.seed = seed
    self.id = id
  }

  private enum CodingKeys: String, CodingKey {
    case seed = "seed"
    case id = "id"
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    seed = try container.decode(WholeNumber<UInt32>.self, forKey: .seed).value
    id = try container.decode(WholeNumber<Int>.self, forKey: .id).value
  }

  /// Row `id` of numpy's `RandomState(seed).standard_normal([…, count])`, cast to 32 bits.
  ///
  /// - Precondition: The id is from 0 to `maximumID`.
  /// - Complexity: O(id · count), some 15 ns for each number before the row.
  package func values(count: Int) -> [Float] {
    Self.rows(seed: seed, ids: id..<id + 1, count: count)[0]
  }

  /// The values of neighbouring ids, in the time that the last one alone would take.
  ///
  /// - Precondition: The ids are from 0 to `maximumID`.
  package static func rows(seed: UInt32 = 1, ids: Range<Int>, count: Int) -> [[Float]] {
    precondition(ids.lowerBound >= 0 && ids.upperBound <= maximumID + 1, "ids \(ids)")
    var normal = StandardNormal(seed: seed)
    normal.skip(ids.lowerBound * count)
    return ids.map { _ in (0..<count).map { _ in Float(normal.next()) } }
  }
}
