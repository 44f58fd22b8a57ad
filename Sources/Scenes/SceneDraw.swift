/// A number that chance gave a scene, by the name of what it decides.
package struct SceneDraw: Equatable, Sendable {
  /// Such as `season`, or `tree behind 0 height` for one of several things.
  package let name: String
  /// From 0 up to 1; where there are chances, the number of what was chosen, from 0.
  package let value: Float
  /// How likely each choice was; empty where every share was as likely.
  package let chances: [Float]
}
