import ArgumentParser
import Checkpoints
import Files
import Foundation
import Networks
import Painting
import Pictures

/// Names the concept of every pixel of pictures.
struct SegmentCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "segment", abstract: "Tell what a picture shows where: the concept of each pixel.",
    discussion: """
      A picture of any size is read at the segmenter's: its shorter side becomes that on which the \
      segmenter was trained, the longer one keeps the proportions to the next multiple of 16, and \
      at most 8 times as long. Labels have the picture's own size; in between, scores are \
      interpolated. The label map is a PNG with a palette: its numbers are those of the concepts, \
      its colours those of scenes --labels.
      """)

  @Argument(help: "PNG files.", completion: .file(extensions: ["png"]))
  var pictures: [String]

  @Option(
    help: """
      The PNG file to write the label map to, or - for standard output; with several pictures a \
      folder, for one NAME-labels.png each.
      """, completion: .file())
  var out: OutputTarget?

  @Option(
    help: "An installed segmenter's name, a folder with a segmenter, or a checkpoint.",
    completion: .file())
  var model = AssetLibrary.defaultSegmenter

  @OptionGroup var file: CheckpointOptions

  @Flag(help: "Print one JSON object.")
  var json = false

  func validate() throws {
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
    for path in pictures where !stems.insert(PictureFile.stem(of: path)).inserted {
      throw ValidationError(
        "two pictures are called '\(PictureFile.stem(of: path))'; their label maps would be one file"
      )
    }
  }

  func run() throws {
    let network = try SegmenterFile(model, file)
    var reports: [SegmentReport] = []
    for path in pictures {
      let picture = try PictureFile(path).picture
      let labels = try network.labels(of: picture, from: path)
      let target = out.map { self.target(in: $0.path, of: path) }
      if let target { try write(labels, network.concepts, to: target) }
      let report = SegmentReport(
        picture: path, labels: target, map: labels, concepts: network.concepts)
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
    guard pictures.count > 1 || FileManager.default.holdsFolder(out) else { return out }
    return "\(out)/\(PictureFile.stem(of: path))-labels.png"
  }

  private func write(_ labels: ConceptMap, _ concepts: [String], to target: String) throws {
    if pictures.count > 1, let out { try Folder.make(out.path) }
    let picture = IndexedPicture(
      width: labels.grid.width, height: labels.grid.height,
      palette: ConceptColours(concepts).palette, indices: labels.numbers)
    try OutputFile.write(
      PNG.encode(picture, text: ["concepts": concepts.joined(separator: " ")]), to: target)
  }
}
