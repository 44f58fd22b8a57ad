/// Which units of a layer make pictures unlike the world, and what switching them off does.
///
/// A unit's distance is the squared Fréchet distance of the pictures that activate it most from pictures of
/// the world, in features of a segmenter (ICLR 2019 ranks units by FID so, with Inception's features).
package struct ArtifactFindings: Equatable, Sendable {
  /// By channel.
  package let distances: [Double]
  /// By channel, the mean of a unit's highest activations in these pictures.
  package let peaks: [Double]
  /// How many pictures each of them is taken of.
  package let picturesPerUnit: Int
  /// The units that were switched off, those of the largest distance, the worst first.
  package let worst: [Int]
  /// On pictures that ranked no unit.
  package let effect: Effect

  /// Distances of whole sets of pictures from the world.
  package struct Effect: Equatable, Codable, Sendable {
    /// How many pictures each set has.
    package let pictures: Int
    package let before: Double
    /// With the worst units at 0.
    package let after: Double
    /// With random units of the same number at 0, one distance a draw.
    package let random: [Double]
    /// The same three of the pictures alone that activate the worst units most.
    package let worstBefore: Double
    package let worstAfter: Double
    package let worstRandom: [Double]
    /// One half of the world's pictures from the other.
    ///
    /// A perfect generator would come as near with as many pictures; sets of other sizes have other distances.
    package let world: Double

    /// Puts the distances together.
    package init(
      pictures: Int, before: Double, after: Double, random: [Double], worstBefore: Double,
      worstAfter: Double, worstRandom: [Double], world: Double
    ) {
      self.pictures = pictures
      self.before = before
      self.after = after
      self.random = random
      self.worstBefore = worstBefore
      self.worstAfter = worstAfter
      self.worstRandom = worstRandom
      self.world = world
    }

    private enum CodingKeys: String, CodingKey {
      case pictures = "pictures"
      case before = "before"
      case after = "after"
      case random = "random"
      case worstBefore = "worstBefore"
      case worstAfter = "worstAfter"
      case worstRandom = "worstRandom"
      case world = "world"
    }
  }

  /// Puts the parts together.
  package init(
    distances: [Double], peaks: [Double], picturesPerUnit: Int, worst: [Int], effect: Effect
  ) {
    self.distances = distances
    self.peaks = peaks
    self.picturesPerUnit = picturesPerUnit
    self.worst = worst
    self.effect = effect
  }

  /// The units by their distance, the largest first; of equals the one of lower number.
  package static func ranking(_ distances: [Double]) -> [Int] {
    distances.indices.sorted {
      distances[$0] != distances[$1] ? distances[$0] > distances[$1] : $0 < $1
    }
  }
}
