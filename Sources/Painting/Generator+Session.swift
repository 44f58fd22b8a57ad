package import Networks
package import Pictures
import Units

extension Generator {
  /// Renders the picture of a session from the beginning, so that a saved file has the same numbers
  /// whatever was rendered before.
  ///
  /// - Throws: `NetworkError.notFinite`, if the edits are so large that the picture has no colours.
  /// - Precondition: The session was validated against this generator's layers.
  package func picture(of session: Session) throws(NetworkError) -> Picture {
    guard let picture = try picture(of: session, isCancelled: { false }) else {
      preconditionFailure("a render that nobody cancels was cancelled")
    }
    return picture
  }

  /// Renders the picture of a session and that of its latent without edits.
  ///
  /// - Parameters:
  ///   - session: A session that was validated against this generator's layers.
  ///   - isCancelled: Asked before each layer.
  /// - Returns: Nil when cancelled.
  /// - Throws: `NetworkError.notFinite`, if the edits are so large that the picture has no colours.
  package func comparison(
    of session: Session, isCancelled: () -> Bool = { false }
  ) throws(NetworkError) -> (before: Picture, after: Picture)? {
    let plain = Session(latent: session.latent, layer: session.layer)
    guard let before = try picture(of: plain, isCancelled: isCancelled),
      let after = try picture(of: session, isCancelled: isCancelled)
    else { return nil }
    return (before, after)
  }

  /// Renders the picture of a session unless it is cancelled, which is asked before each layer.
  ///
  /// - Throws: `NetworkError.notFinite`, if the edits are so large that the picture has no colours.
  package func picture(
    of session: Session, isCancelled: () -> Bool
  ) throws(NetworkError) -> Picture? {
    try render(
      session.latent.values(count: latentSize),
      interventions: Composition(session, layers: layers).interventions,
      isCancelled: isCancelled
    ).map { Picture($0.picture) }
  }
}
