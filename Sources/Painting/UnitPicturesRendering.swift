import Dissection
import Networks
import Pictures
import Tensors
import Units

/// Makes the pictures that activate a unit most, one a step.
struct UnitPicturesRendering {
  /// The most pixels along a side; more would be shrunk for the screen.
  private static let side = 256

  private let request: UnitPicturesRequest
  private let layer: LayerSummary
  private var pictures: [ActivatedPicture] = []
  /// How many ids have been looked at.
  private var taken = 0

  init(_ request: UnitPicturesRequest, of layer: LayerSummary) {
    self.request = request
    self.layer = layer
  }

  var isComplete: Bool { taken == request.ids.count }

  var result: UnitPictures { UnitPictures(request.unit, pictures) }

  /// Makes the next picture; a step that is cancelled leaves everything as it was.
  ///
  /// A picture without colours is left out.
  mutating func advance(_ generator: Generator, isCancelled: () -> Bool) {
    let latent = Latent(id: request.ids[taken]).values(count: generator.latentSize)
    let rendering: Rendering
    do {
      guard
        let finished = try generator.render(
          latent, retaining: [layer.name], isCancelled: isCancelled)
      else { return }
      rendering = finished
    } catch {
      taken += 1
      return
    }
    taken += 1
    guard let features = rendering.retained[layer.name] else { return }
    let picture = Picture(rendering.picture)
    let longest = max(picture.width, picture.height)
    let scale = (numerator: min(longest, Self.side), denominator: longest)
    pictures.append(
      ActivatedPicture(
        picture.resized(
          width: max(1, picture.width * scale.numerator / scale.denominator),
          height: max(1, picture.height * scale.numerator / scale.denominator)),
        of: request.unit.channel, in: features))
  }
}
