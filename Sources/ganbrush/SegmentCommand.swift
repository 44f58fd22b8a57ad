import Seeing
import ArgumentParser
import Files
import Networks
import Studio

/// Names the concept of every pixel of pictures.
struct SegmentCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "segment", abstract: "Tell what a picture shows where: the concept of each pixel.",
    discussion: """
      segment resizes a picture for the segmenter: the shorter side becomes the one on which the \
      segmenter was trained; the longer one keeps the proportions up to the next multiple of 16, \
      and is at most 8 times as long. Scores are interpolated to the picture's own size, so labels \
      have it, too. The label map is a PNG with a palette: its numbers are those of the concepts, \
      its colours those of scenes --labels.
      """)

  @Argument(
    help: "PNG, JPEG or WebP files; - is standard input.", completion: .pictures)
  var pictures: [InputSource]

  @Option(
    help: """
      The PNG file to write the label map to, or - for standard output; with several pictures a \
      folder, for one NAME-labels.png each.
      """, completion: .file())
  var out: OutputTarget?

  @Option(
    help: "An installed segmenter's name, a folder with a segmenter, or a checkpoint.",
    completion: .segmenters)
  var model = Preferences.current.segmenter

  @OptionGroup var part: PartOptions

  @Flag(help: "Print one JSON object.")
  var json = false

  @OptionGroup var overwriting: OverwriteOptions

  @OptionGroup var verbosity: VerbosityOptions

  func validate() throws {
    try InputSource.expectOneFromStandardInput(pictures)
    guard let out else { return }
    guard pictures.count > 1 else {
      if json, out.isStandardOutput {
        throw ValidationError("--json and --out - exclude each other")
      }
      return try out.validate(as: .png, for: "--out")
    }
    guard !out.isStandardOutput else {
      throw ValidationError("--out is -, expected a folder for \(pictures.count) label maps")
    }
    var stems: Set<String> = []
    for path in pictures.map(\.path) where !stems.insert(PictureFile.stem(of: path)).inserted {
      throw ValidationError(
        "two pictures are called '\(PictureFile.stem(of: path))'; their label maps would be one file"
      )
    }
  }

  func run() throws {
    if let out {
      let targets = pictures.map { OutputTarget(path: target(in: out.path, of: $0.path)) }
      if pictures.count > 1 {
        try overwriting.expectFree(targets, in: out.path)
      } else {
        try overwriting.expectFree(targets)
      }
    }
    let file = try CheckpointFile(model, part, .segmenter)
    file.sayChoice()
    let network = try SegmenterFile(file, colours: Preferences.current.colours)
    let concepts = network.concepts
    guard out == nil || concepts.count <= SegmenterFile.labelMapLimit else {
      throw Refusal(
        "a label map tells at most \(SegmenterFile.labelMapLimit) concepts apart; "
          + "\(shown: model) has \(concepts.count)")
    }
    var reports: [SegmentReport] = []
    for path in pictures.map(\.path) {
      let picture = try PictureFile.open(path)
      let target = out.map { self.target(in: $0.path, of: path) }
      let found = try network.read(picture, drawsMap: target != nil)
      if pictures.count > 1, let out { try Folder.make(out.path) }
      if let target, let map = found.labelMap { try OutputFile.write(map, to: target) }
      let report = SegmentReport(
        of: picture, labels: target, counts: found.counts, concepts: concepts)
      if json {
        reports.append(report)
      } else if let out {
        out.report(report.text)
      } else {
        print(report.text)
      }
    }
    if json { try JSONOutput.print(PictureFindings(model: model, pictures: reports)) }
  }

  /// The file for the label map of a picture.
  private func target(in out: String, of path: String) -> String {
    guard pictures.count > 1 || Folder.exists(out) else { return out }
    return "\(out)/\(PictureFile.stem(of: path))-labels.png"
  }
}
