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
    let interventions = Composition(session, layers: layers).interventions
    let latent = session.latent.values(count: latentSize)
    guard let rendering = try render(latent, interventions: interventions) else {
      preconditionFailure("a render that nobody cancels was cancelled")
    }
    return Picture(rendering.picture)
  }
}
