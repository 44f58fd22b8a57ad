import Dissection
import Files

extension ReportPage {
  /// What was dissected, with what, and what was wrong with it.
  var summary: [Markup] {
    var facts = [
      ("Network", Self.text(of: report.model)),
      ("Pictures", specimens),
      (
        "Concepts",
        report.segmenter.map { "named by \(Self.text(of: $0))" }
          ?? "the labels of the scenes themselves, which are the truth"
      ),
      (
        "Compared",
        "\(report.concepts.count) concepts, at \(report.labelGrid.height) × "
          + "\(report.labelGrid.width) pixels of each picture"
      ),
    ]
    if let confidence = report.confidence {
      facts.append(
        (
          "Confidence",
          "\((100 * confidence).decimals(0)) %: how sure the segmenter was, on the mean over all "
            + "pixels, of the concept that it named"
        ))
    }
    if units > 0 {
      facts.append(
        (
          "Matching",
          "\(matching) of \(units) units match a concept, \(aboveChance) of them above chance"
        ))
    }
    return [Self.definitions(facts.map { ([.text($0)], $1) })]
      + warnings.map {
        Self.paragraph($0, class: "warning")
      } + skipped
  }

  private static func text(of note: DissectionReport.NetworkNote) -> String {
    "\(note.name) (\(note.title), SHA-256 \(note.hash.prefix(16))…)"
  }

  private var specimens: String {
    let count = report.specimens.count
    switch report.specimens {
    case .latents: return "\(count), which the generator made of the latents 0 to \(count - 1)"
    case .folder(let path, _): return "\(count) of the folder \(path)"
    case .scenes(let category, let seed, _):
      let name = category.map { " (\($0))" } ?? ""
      return "\(count) scenes of the drawn world\(name), from seed \(seed) on"
    }
  }

  private var units: Int { comparisons.reduce(0) { $0 + $1.units } }
  private var matching: Int { comparisons.reduce(0) { $0 + $1.matching } }
  private var aboveChance: Int { comparisons.reduce(0) { $0 + $1.matchingAboveChance } }

  private var warnings: [String] {
    var warnings: [String] = []
    if let confidence = report.confidence, confidence < DissectionReport.confidenceLimit {
      let limit = (100 * DissectionReport.confidenceLimit).decimals(0)
      warnings.append(
        "Do not trust these labels. The segmenter was sure of what it named by only "
          + "\((100 * confidence).decimals(0)) %; below \(limit) % pictures do not look like those "
          + "that it learned from, and it names concepts that are not there.")
    }
    if 2 * aboveChance < matching {
      warnings.append(
        "Most of these matches mean nothing: only \(aboveChance) of \(matching) matching units "
          + "exceed what they reach with the labels of other pictures.")
    }
    return warnings
  }

  private var skipped: [Markup] {
    guard !report.skipped.isEmpty else { return [] }
    let count = report.skipped.count
    let heading =
      count == 1 ? "1 picture was skipped" : "\(count) pictures were skipped"
    let items = report.skipped.map { Markup.element("li", [], "\($0.name): \($0.reason)") }
    return [
      .element(
        "details", [("class", "skipped")],
        [.element("summary", [], heading), .element("ul", [], items)])
    ]
  }
}
