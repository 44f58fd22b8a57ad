import ArgumentParser
import Files
import Networks
import Painting
import Units

/// Tells which kind of scene pictures show.
struct ClassifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "classify", abstract: "Tell what kind of scene a picture shows.",
    discussion: """
      Of a picture that is not square the middle is read, resampled to the classifier's size. \
      Published checkpoints (VGG16, AlexNet, ResNet152) do too; they have numbers for the names of \
      classes.
      """)

  @Argument(help: "PNG files.", completion: .file(extensions: ["png"]))
  var pictures: [String]

  @Option(
    help: "An installed classifier's name, a folder with a classifier, or a checkpoint.",
    completion: .file())
  var model = AssetLibrary.defaultClassifier

  @OptionGroup var part: PartOptions

  @Option(help: "How many categories to tell, the likeliest first.")
  var top = 5

  @Flag(help: "Print one JSON object.")
  var json = false

  func validate() throws {
    guard 1...1_000_000 ~= top else {
      throw ValidationError("--top is \(top), expected 1 to 1000000")
    }
  }

  func run() throws {
    let file = try CheckpointFile(model, part, .classifier)
    file.sayChoice()
    let classifier = try file.network { try Classifier($0) }
    var reports: [ClassifyReport] = []
    for name in pictures {
      let size = classifier.pictureSize
      let seen = try PictureFile(name).middleSquare(width: size.width, height: size.height).tensor
      let found: Classification?
      do {
        found = try classifier.classify(classifier.normalized(seen))
      } catch {
        throw Refusal("\(shown: file.path): its scores for \(shown: name) are no finite numbers")
      }
      guard let classification = found else {
        preconditionFailure("a run ended that nobody cancelled")
      }
      let report = ClassifyReport(
        picture: name, probabilities: classification.probabilities, classes: classifier.classes,
        top: top)
      if json {
        reports.append(report)
      } else {
        print(report.text)
      }
    }
    if json { try JSONOutput.print(PictureFindings(model: model, pictures: reports)) }
  }
}
