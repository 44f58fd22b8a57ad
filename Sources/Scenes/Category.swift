/// A kind of scene, told from the others by what it contains.
package enum Category: String, CaseIterable, Sendable {
  /// One church with a tower, turret or dome, and a path to its door.
  case church = "church"
  /// A barn and a farmhouse among fields and fences.
  case farm = "farm"
  /// Houses on both sides of a street.
  case village = "village"
  /// Curtain walls, towers and a gate.
  case castle = "castle"
  /// Trees near and far, no building.
  case forest = "forest"
  /// Water between shores, with trees, sometimes a boat or a cabin.
  case lake = "lake"
  /// Boats before a row of houses and a lighthouse.
  case harbour = "harbour"
  /// Sand and sea, palms, people.
  case beach = "beach"
  /// Sand, rocks, table mountains, sometimes palms.
  case desert = "desert"
  /// A slope of snow with people on it, firs and mountains.
  case ski = "ski"
  /// Grass with a few trees and a fence, no building.
  case meadow = "meadow"
}
