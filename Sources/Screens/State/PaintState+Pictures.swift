package import Files
import Pictures
import Units

/// Saving pictures, and what is made of them.
extension PaintState {
  /// Begins to save the picture: the first time by asking for its name and scale.
  mutating func savePicture() -> [Effect] {
    guard naming.isChosen else {
      askForPicture()
      return []
    }
    return [.savePicture]
  }

  /// Asks for the name of the picture, whatever was said before.
  mutating func askForPicture() {
    ask(.picturePath, suggestion: "\(naming.stem(document)).png")
  }

  /// Takes the name of a picture, and asks for its scale.
  mutating func choosePicture(path: String) -> [Effect] {
    if let error = naming.choose(path: path) {
      refuseAnswer(error.description, reason: error.reason)
      return []
    }
    ask(.pictureScale, suggestion: "\(pictureScale)")
    return []
  }

  /// The side of the square that a pixel of a saved picture becomes.
  package var pictureScale: Int { min(naming.scale, scales.upperBound) }

  /// What it may be: two pictures side by side must fit into a file, too.
  private var scales: ClosedRange<Int> {
    guard let picture = layers.last?.grid else { return 1...1 }
    return PNG.scales(width: 2 * picture.width, height: picture.height)
  }

  /// Takes the scale of a picture, and saves it.
  mutating func choosePicture(scale text: String) -> [Effect] {
    guard let scale = Int(text), scales ~= scale else {
      let reason = "\(text) is no scale, expected 1 to \(scales.upperBound)"
      refuseAnswer(reason, reason: reason)
      return []
    }
    let path = naming.choose(scale: scale, document)
    // What goes wrong from here on has to do with the name.
    answered = Prompt(.picturePath, suggestion: path)
    return [.savePictureAs(path: path, overwriting: false)]
  }

  /// Says why a picture was not saved under its name, and asks for another one.
  package mutating func refusePicture(_ error: OutputError) {
    abandonSave()
    naming.askAgain()
    refuseAnswer(error.description, reason: error.reason)
  }

  /// Asks before a picture takes the place of a file.
  package mutating func askToOverwritePicture(_ path: String) {
    abandonSave()
    askToReplace(path, .overwritePicture(path: path))
  }

  /// Asks a question about a file that exists, unless the person has come to another one meanwhile.
  private mutating func askToReplace(_ path: String, _ question: PaintMode.Confirmation) {
    guard !mode.isAsking else {
      return feedback.complain("\(shown: path) exists and was not replaced")
    }
    mode = .confirming(question)
  }

  // MARK: Exports

  /// Asks what is to be made.
  mutating func beginExport() {
    if let exporting { return feedback.complain("busy: \(exporting.sentence)") }
    mode = .confirming(.export)
  }

  /// Asks for the name of the file.
  mutating func askForExport(_ kind: Export.Kind) {
    ask(
      kind == .timeLapse ? .timeLapsePath : .comparisonPath,
      suggestion: "\(naming.stem(document))-\(kind.suffix).png")
  }

  /// Takes the name of the file, which is then made.
  mutating func export(_ kind: Export.Kind, to typed: String) -> [Effect] {
    let path = PictureNaming.path(typed)
    if let error = PictureNaming.refusal(of: path) {
      refuseAnswer(error.description, reason: error.reason)
      return []
    }
    return [.export(Export(kind, path: path), overwriting: false)]
  }

  /// Takes over how far an export is.
  package mutating func receive(_ progress: ExportProgress) { exporting = progress }

  /// Asks before an export takes the place of a file.
  package mutating func askToOverwrite(_ export: Export) {
    exporting = nil
    askToReplace(export.path, .overwriteExport(export))
  }

  /// Ends an export with the sentence that says where it is, or with the reason why it is not there.
  package mutating func endExport(_ outcome: Result<String, OutputError>) {
    exporting = nil
    switch outcome {
    case .success(let sentence): feedback.say(sentence)
    case .failure(let error): refuseAnswer(error.description, reason: error.reason)
    }
  }

  /// Ends an export of pictures that have no colours.
  package mutating func endExport(failed reason: String) {
    exporting = nil
    feedback.complain(reason)
  }

  /// Says that an export was given up.
  package mutating func abandonExport() {
    if let exporting {
      feedback.say("the \(exporting.kind.rawValue) is cancelled; nothing is written")
    }
    exporting = nil
  }
}
