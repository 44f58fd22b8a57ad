import Files
import Painting
import Screens

/// Files of the pictures of a session, made while nobody waits for one.
extension Painter {
  /// Begins an export; a file of that name stays, unless the person has said so.
  mutating func begin(_ export: Export, of session: Session, overwriting: Bool) {
    guard let model = knownModel() else { return }
    let stop = StopRequest()
    exportStop = stop
    let count = export.kind == .timeLapse ? TimeLapse.frameCount(of: session) : 2
    state.receive(ExportProgress(export.kind, done: 0, of: count))
    let scale = state.pictureScale
    let placed = Export(export.kind, path: place(of: export.path))
    exchange.begin(.export) { [exports, wake, generator = self.model.generator] in
      ExportWork(
        placed, of: session, model, overwriting ? .replaced : .kept, generator, scale: scale, stop
      ) { news in
        exports.put(news)
        wake()
      }
    }
  }

  /// Asks for the end of an export; what was made is dropped.
  func stopExport() { exportStop?.make() }

  /// Takes in how an export gets on.
  ///
  /// - Returns: Whether it goes on, has ended with a file, or was stopped: what waits for its end goes on.
  mutating func finishExport(_ news: ExportWork.News) -> Bool {
    switch news {
    case .progress(let progress): state.receive(progress)
    case .saved(let export, let pictures):
      let place = PaintState.saved(export.path, in: PersonalFolder.shown(folderOf: export.path))
      state.endExport(
        .success(export.kind == .timeLapse ? "\(place), \(pictures.counted("picture"))" : place))
      repeatOnShell(place)
    case .refused(let export, .exists):
      state.askToOverwrite(export)
      return false
    case .refused(_, let error):
      state.endExport(.failure(error))
      return false
    case .failed(let reason):
      state.endExport(failed: reason)
      return false
    case .stopped: state.abandonExport()
    }
    return true
  }
}
