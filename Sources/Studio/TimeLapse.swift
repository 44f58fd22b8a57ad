package import Networks
package import Painting
import Pictures
import Units

/// The pictures of a session, first as it was found and then after each of its edits, as an animation.
package struct TimeLapse: ~Copyable {
  /// The whole animation takes about so many milliseconds, and a frame between the two limits.
  private static let length = 10_000
  private static let frameTimes = 40...500
  /// The finished picture stays for so long.
  private static let lastTime = 2000

  private let session: Session
  private let latent: [Float]
  private let renderer: IncrementalRenderer
  private var course: CompositionCourse
  /// The session up to the next frame.
  private var stage: Session
  private var animation: AnimatedPNGWriter

  /// Prepares memory.
  ///
  /// - Parameters:
  ///   - session: A session that fits the generator.
  ///   - generator: The network.
  ///   - scale: The side of the square that a pixel becomes.
  package init(of session: Session, _ generator: Generator, scale: Int) {
    self.session = session
    latent = session.latent.values(count: generator.latentSize)
    renderer = IncrementalRenderer(generator)
    course = CompositionCourse(layers: generator.layers)
    stage = session
    (stage.strokes, stage.toggles) = ([], [])
    animation = AnimatedPNGWriter(scale: scale)
  }

  /// How many frames a session has; a muted edit changes no picture.
  package static func frameCount(of session: Session) -> Int {
    1 + session.toggles.count { !$0.isMuted } + session.strokes.count { !$0.isMuted }
  }

  /// How many frames there will be.
  package var frameCount: Int { Self.frameCount(of: session) }

  /// How many there are.
  package var framesMade: Int { animation.count }

  /// Makes the next frame.
  ///
  /// - Parameter isCancelled: Asked before each layer; a frame that was cancelled is to be made again.
  /// - Throws: `NetworkError.notFinite`, if edits are so large that a picture has no colours.
  package mutating func advance(isCancelled: () -> Bool) throws(NetworkError) {
    guard framesMade < frameCount else { return }
    let interventions = course.composition(of: stage).interventions
    guard
      let rendering = try renderer.render(
        latent, interventions: interventions, isCancelled: isCancelled)
    else { return }
    animation.append(Picture(rendering.picture), milliseconds: nextTime)
    // Toggles lie beneath all strokes, so they come first.
    let toggles = session.toggles.filter { !$0.isMuted }
    let strokes = session.strokes.filter { !$0.isMuted }
    let next = framesMade - 1
    if next < toggles.count {
      stage.toggles.append(toggles[next])
    } else if next - toggles.count < strokes.count {
      stage.strokes.append(strokes[next - toggles.count])
    }
  }

  private var nextTime: Int {
    guard framesMade < frameCount - 1 else { return Self.lastTime }
    let share = Self.length / frameCount
    return min(max(share, Self.frameTimes.lowerBound), Self.frameTimes.upperBound)
  }

  /// The file, which carries the session as a saved picture does.
  ///
  /// - Precondition: All frames are made.
  package func png(_ model: ModelIdentity) -> [UInt8] {
    precondition(framesMade == frameCount, "\(framesMade) of \(frameCount) frames")
    return animation.finish(text: SavedPicture.text(session, model))
  }
}
