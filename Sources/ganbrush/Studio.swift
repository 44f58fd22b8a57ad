import Networks
import Painting
import Pictures
import Terminal

/// The renderer and what comes back from it, for the thread that owns the terminal.
struct Studio {
  private let generator: Generator
  private let renderer: Renderer
  private let preview: PreviewWriter?
  private let pictures = Mailbox<RenderedPicture>()
  private let measurements = Mailbox<LayerMeasurement>()
  private let troubles = Mailbox<String>()
  private let failures = Mailbox<(number: Int, reason: String)>()

  /// Prepares a renderer that wakes the event loop with every finished picture.
  ///
  /// - Parameters:
  ///   - generator: The network.
  ///   - preview: A PNG file to replace with every finished picture.
  ///   - wake: Ends the wait of the event loop.
  init(_ generator: Generator, preview: String?, wake: WakeSignal) {
    let troubles = troubles
    let writer = preview.map { path in
      PreviewWriter(path) { trouble in
        troubles.put(trouble)
        wake.notify()
      }
    }
    self.preview = writer
    self.generator = generator
    renderer = Renderer(
      generator,
      deliver: { [pictures] rendered in
        pictures.put(rendered)
        wake.notify()
        writer?.write(rendered.picture)
      },
      report: { [measurements] measurement in
        measurements.put(measurement)
        wake.notify()
      },
      complain: { [failures] request, error in
        failures.put((request.number, error.description))
        wake.notify()
      })
  }

  /// Asks for a picture and returns at once.
  func submit(_ request: RenderRequest) { renderer.submit(request) }

  /// The picture of a session as `render` makes it, for a file: within a rounding of what is shown.
  func picture(of session: Session) throws(NetworkError) -> Picture {
    try generator.picture(of: session)
  }

  /// Leaves no file half written when the program ends.
  func close() { preview?.finish() }

  /// The newest picture that was not taken yet.
  func takePicture() -> RenderedPicture? { pictures.take() }

  /// Why the newest request that gave no picture gave none, with its number.
  func takeFailure() -> (number: Int, reason: String)? { failures.take() }

  /// How far the newest measurement is, if it got on.
  func takeMeasurement() -> LayerMeasurement? { measurements.take() }

  /// Why the preview could not be written, once for each time.
  func takeTrouble() -> String? { troubles.take() }
}
