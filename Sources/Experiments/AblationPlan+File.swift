import Dissection
import Files
import Units

extension AblationPlan {
  package func write(to folder: String) throws(DissectionError) {
    do {
      try OutputFile.write(json, to: "\(folder)/\(Self.fileName)")
    } catch {
      throw .file("\(error)")
    }
  }

  package init(readFrom folder: String) throws(DissectionError) {
    guard Self.exists(in: folder) else { throw .noPlan(folder: folder) }
    let path = "\(folder)/\(Self.fileName)"
    let content = try JSONFile.read(FileContent.self, at: path)
    if let fault = content.fault { throw .malformed(path: path, reason: fault) }
    self.init(
      model: content.model, specimens: content.specimens, layer: content.layer.summary,
      classes: content.classes, rankings: content.rankings, sizes: content.sizes)
  }

  /// The file's content: JSON with the keys in order.
  var json: [UInt8] {
    JSONFile.encode(
      FileContent(
        format: Self.format, version: Self.version, model: model, specimens: specimens,
        layer: PlannedLayer(layer), classes: classes, rankings: rankings, sizes: sizes))
  }
}

/// The file as it is.
private struct FileContent: Codable {
  let format: String
  let version: Int
  let model: DissectionReport.NetworkNote
  let specimens: SpecimenSource
  let layer: PlannedLayer
  let classes: [String]
  let rankings: [AblationPlan.Ranking]
  let sizes: [Int]

  private enum CodingKeys: String, CodingKey {
    case format = "format"
    case version = "version"
    case model = "model"
    case specimens = "specimens"
    case layer = "layer"
    case classes = "classes"
    case rankings = "rankings"
    case sizes = "sizes"
  }

  /// States times classes beyond these are no plan of ours: counts take memory by them.
  private static let countLimit = 1 << 26

  /// Why no plan has these values; nil where one may.
  var fault: String? {
    guard format == AblationPlan.format, version == AblationPlan.version else {
      return
        "'\(shown: format)' of version \(version), expected '\(AblationPlan.format)' of version "
        + "\(AblationPlan.version)"
    }
    if let fault = layer.fault { return fault }
    if classes.isEmpty { return "no classes" }
    if case .latents = specimens { return "latents, which a classifier does not read" }
    if let fault = specimens.fault(hasSegmenter: false, needsLabels: false) { return fault }
    guard rankings.isEmpty == sizes.isEmpty,
      sizes.allSatisfy({ 1..<layer.units ~= $0 }), zip(sizes, sizes.dropFirst()).allSatisfy(<)
    else { return "the sizes \(sizes), expected rising ones below \(layer.units)" }
    for ranking in rankings {
      guard ranking.units.count == sizes.last, Set(ranking.units).count == ranking.units.count,
        ranking.units.allSatisfy((0..<layer.units).contains),
        ranking.number.map(classes.indices.contains) ?? true
      else { return "a ranking that is no order of \(sizes.last ?? 0) units of a class" }
    }
    // Neither factor can overflow: the file has an element for each ranking, size and class.
    let states = max(layer.units, 2 * rankings.count * sizes.count)
    return states > Self.countLimit / classes.count
      ? "\(states) states of \(classes.count) classes, too many" : nil
  }
}
