import Networks
import Painting
import Pictures
import Terminal

/// The renderer and what comes back from it, for the thread that owns the terminal.
struct Studio {
  private let renderer: Renderer
  private let pictures = Mailbox<RenderedPicture>()
  private let troubles = Mailbox<String>()

  /// Prepares a renderer that wakes the event loop with every finished picture.
  ///
  /// - Parameter preview: A PNG file to replace with every finished picture.
  init(_ generator: Generator, preview: String?, wake: WakeSignal) {
    renderer = Renderer(generator) { [pictures, troubles] rendered in
      pictures.put(rendered)
      wake.notify()
      guard let preview else { return }
      do {
        try AtomicFile.write(Self.preview(of: rendered.picture), to: preview)
      } catch {
        troubles.put("\(error)")
        wake.notify()
      }
    }
  }

  /// Small pictures are enlarged to about this many pixels, so that viewers show more than a stamp.
  private static let previewSide = 512

  private static func preview(of picture: Picture) -> [UInt8] {
    PNG.encode(
      picture.enlarged(by: max(1, previewSide / max(picture.width, picture.height))))
  }

  /// Asks for a picture and returns at once.
  func submit(_ request: RenderRequest) { renderer.submit(request) }

  /// The newest picture that was not taken yet.
  func takePicture() -> RenderedPicture? { pictures.take() }

  /// Why the preview could not be written, once for each time.
  func takeTrouble() -> String? { troubles.take() }
}
