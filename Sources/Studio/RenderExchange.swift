package import Files
package import Networks
package import Painting
import Pictures

/// The renderer, and mailboxes that keep what it delivers until the main thread takes it.
package struct RenderExchange: Sendable {
  /// What became of a picture that was to be saved.
  package enum Save: Sendable {
    case saved(Session, path: String)
    /// The file cannot be written, or its name is another's.
    case refused(OutputError)
    /// There is no picture.
    case failed(reason: String)
  }

  private let renderer: Renderer
  private let preview: PreviewWriter?
  private let wake: @Sendable () -> Void
  private let pictures = Mailbox<RenderedPicture>()
  private let measurements = Mailbox<LayerMeasurement>()
  private let troubles = Mailbox<String>()
  private let failures = Mailbox<(number: Int, reason: String)>()
  private let saves = Mailbox<Save>()
  private let unitPictures = Mailbox<UnitPictures>()

  /// Prepares a renderer.
  ///
  /// - Parameters:
  ///   - generator: The network.
  ///   - preview: A PNG file to replace with every finished picture.
  ///   - wake: Called on any thread when there is something to take.
  package init(_ generator: Generator, preview: String?, wake: @escaping @Sendable () -> Void) {
    let writer = preview.map { [troubles] path in
      PreviewWriter(path) { trouble in
        troubles.put(trouble)
        wake()
      }
    }
    self.preview = writer
    self.wake = wake
    renderer = Renderer(
      generator,
      deliver: { [pictures] rendered in
        pictures.put(rendered)
        wake()
        writer?.write(rendered.picture)
      },
      report: { [measurements] measurement in
        measurements.put(measurement)
        wake()
      },
      complain: { [failures] request, error in
        failures.put((request.number, error.description))
        wake()
      },
      show: { [unitPictures] pictures in
        unitPictures.put(pictures)
        wake()
      })
  }

  /// Asks for a picture and returns at once.
  package func submit(_ request: RenderRequest) { renderer.submit(request) }

  /// Asks for the pictures that activate a unit most, and returns at once.
  package func submit(_ request: UnitPicturesRequest) { renderer.submit(request) }

  /// Begins long work between requests, or ends it, and returns at once.
  package func begin(_ task: IdleTask, _ make: @escaping @Sendable () -> (any IdleWork)?) {
    renderer.begin(task, make)
  }

  /// Saves the picture of a session, and returns at once.
  ///
  /// The renderer makes the picture from the beginning, as `render` does: within a rounding of what
  /// is shown.
  ///
  /// - Parameters:
  ///   - session: What the picture shows.
  ///   - model: The generator that the file is to name.
  ///   - scale: The side of the square that a pixel becomes.
  ///   - name: The file.
  package func save(
    _ session: Session, of model: ModelIdentity, scale: Int, as name: SavedPicture.Name
  ) {
    Task { [renderer, saves, wake] in
      do {
        let picture = try await renderer.picture(of: session)
        let file = SavedPicture(picture, scale: scale, session, model)
        saves.put(.saved(session, path: try file.write(as: name)))
      } catch let error as OutputError {
        saves.put(.refused(error))
      } catch {
        saves.put(.failed(reason: "\(error)"))
      }
      wake()
    }
  }

  /// Leaves no file half written when the program ends or another model comes.
  package func close() {
    renderer.end()
    preview?.finish()
  }

  /// Takes the newest picture that was not taken yet.
  package func takePicture() -> RenderedPicture? { pictures.take() }

  /// Takes the number of the newest request that failed, and the reason.
  package func takeFailure() -> (number: Int, reason: String)? { failures.take() }

  /// Takes the newest state of the measurement, if it has changed.
  package func takeMeasurement() -> LayerMeasurement? { measurements.take() }

  /// Takes the pictures of the unit that was asked for last, as far as they are made.
  package func takeUnitPictures() -> UnitPictures? { unitPictures.take() }

  /// Takes the reason why the preview could not be written, once for each time.
  package func takeTrouble() -> String? { troubles.take() }

  /// Takes what became of the last picture that was to be saved.
  package func takeSave() -> Save? { saves.take() }
}
