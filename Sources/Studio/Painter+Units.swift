import Dispatch
import Dissection
import Files
import Painting
import Screens

/// What a dissection tells of single units.
extension Painter {
  /// Looks on another thread for what was found of the model.
  func lookForDissection(of model: ModelIdentity) {
    DispatchQueue.global().async {
      [dissections, checkpoint, reports, wake, layers = state.layers] in
      do throws(FileFailure) {
        let report = try dissections.report(beside: checkpoint, hash: model.hash, layers: layers)
        guard let report else { return }
        reports.put(.success(report))
      } catch {
        reports.put(.failure(error))
      }
      wake()
    }
  }

  /// Takes in a dissection; one that cannot be used is passed over.
  mutating func receive(_ report: Result<DissectionReport, FileFailure>) {
    switch report {
    case .success(let report): state.receive(report)
    case .failure(let failure):
      state.feedback.complain("the dissection is passed over: \(failure)")
    }
  }

  /// Has the renderer make the pictures of the unit in sight, unless they are there.
  mutating func askForUnitPictures() {
    if let request = state.takeUnitPicturesRequest() { exchange.submit(request) }
  }
}
