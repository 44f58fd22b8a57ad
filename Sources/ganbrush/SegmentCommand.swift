import ArgumentParser
import Checkpoints
import Files
import Foundation
import Painting
import Pictures
import Networks

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

  @OptionGroup var part: PartOptions

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
    let network = try SegmenterFile(model, part)
    var reports: [SegmentReport] = []
    for path in pictures {
      let picture = try PictureFile(path)
      let target = out.map { self.target(in: $0.path, of: path) }
      let counts = try map(picture, by: network, to: target)
      let report = SegmentReport(
        of: picture, labels: target, counts: counts, concepts: network.concepts)
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

  /// Writes the label map of a picture, and tells how many pixels each concept has.
  ///
  /// A few rows are held at a time: a small file may have many pixels.
  private func map(
    _ picture: PictureFile, by network: SegmenterFile, to target: String?
  ) throws -> [Int] {
    let concepts = network.concepts
    guard target == nil || concepts.count <= IndexedPNGWriter.colourLimit else {
      throw Refusal(
        "a label map tells at most \(IndexedPNGWriter.colourLimit) concepts apart; "
          + "\(shown: model) has \(concepts.count)")
    }
    let labels = try network.labels(of: picture)
    var counts = [Int](repeating: 0, count: concepts.count)
    var file = IndexedPNGWriter(
      width: picture.width, height: picture.height,
      palette: Array(ConceptColours(concepts).palette.prefix(IndexedPNGWriter.colourLimit)),
      text: ["concepts": concepts.joined(separator: " ")])
    let step = max(1, (1 << 20) / picture.width)
    for row in stride(from: 0, to: picture.height, by: step) {
      let numbers = labels.labels(inRows: row..<min(row + step, picture.height))
      for number in numbers { counts[Int(number)] += 1 }
      if target != nil { file.append(numbers.map { UInt8(truncatingIfNeeded: $0) }) }
    }
    if pictures.count > 1, let out { try Folder.make(out.path) }
    if let target { try OutputFile.write(file.finish(), to: target) }
    return counts
  }
}
