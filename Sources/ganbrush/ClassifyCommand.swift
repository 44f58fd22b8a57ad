import Seeing
import ArgumentParser
import Files
import Networks
import Studio

/// Tells which kind of scene pictures show.
struct ClassifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "classify", abstract: "Tell what kind of scene a picture shows.",
    discussion: """
      classify reads the middle square of a picture, resampled to the classifier's size. Published \
      checkpoints (VGG16, AlexNet, ResNet152) work, too; their classes are numbers.

      --ablate switches units off, as ganbrush importance does: what they give is 0 everywhere.
      """)

  @Argument(
    help: "PNG, JPEG or WebP files; - is standard input.", completion: .pictures)
  var pictures: [InputSource]

  @Option(
    help: "An installed classifier's name, a folder with a classifier, or a checkpoint.",
    completion: .classifiers)
  var model = Preferences.current.classifier

  @OptionGroup var part: PartOptions

  @Option(
    number: "--top", in: 1...1_000_000,
    help: "How many categories to print, the likeliest first.")
  var top = 5

  @Option(
    help: """
      Units to switch off: LAYER:UNITS, such as features.26:3,7,20-25; may be given several times.
      """)
  var ablate: [AblatedUnits] = []

  @Flag(help: "Print one JSON object.")
  var json = false

  @OptionGroup var verbosity: VerbosityOptions

  func validate() throws { try InputSource.expectOneFromStandardInput(pictures) }

  func run() throws {
    let file = try CheckpointFile(model, part, .classifier)
    file.sayChoice()
    let classifier = try ClassifierFile(file)
    let interventions = try ablate.map { try $0.intervention(on: classifier.classifier) }
    var reports: [ClassifyReport] = []
    for source in pictures {
      let report = ClassifyReport(
        picture: source.name,
        probabilities: try classifier.probabilities(
          of: PictureFile.open(source.path), interventions),
        classes: classifier.classifier.classes, top: top)
      if json {
        reports.append(report)
      } else {
        print(report.text)
      }
    }
    if json { try JSONOutput.print(PictureFindings(model: model, pictures: reports)) }
  }
}
