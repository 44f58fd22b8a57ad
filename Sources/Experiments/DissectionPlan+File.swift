import Dissection
import Files
import Scenes
import Units

extension DissectionPlan {
  private static func levelsPath(_ folder: String, _ layer: Int) -> String {
    "\(folder)/levels/\(layer).npy"
  }

  package func write(to folder: String) throws(DissectionError) {
    do {
      // A process that was killed may have left some.
      try Folder.remove("\(folder)/levels")
      try Folder.make("\(folder)/levels")
      for (index, scales) in scales.enumerated() {
        var file = try ArrayFile(
          Self.levelsPath(folder, index), of: .float,
          shape: [scales.count, LevelScale.fractions.count])
        for scale in scales { try file.append(scale.levels) }
        try file.finish()
      }
      try OutputFile.write(json, to: "\(folder)/\(Self.fileName)")
    } catch {
      throw .file("\(error)")
    }
  }

  package init(readFrom folder: String) throws(DissectionError) {
    guard Self.exists(in: folder) else { throw .noPlan(folder: folder) }
    let path = "\(folder)/\(Self.fileName)"
    let content = try JSONFile.read(FileContent.self, at: path)
    guard content.format == Self.format, content.version == Self.version else {
      throw .malformed(
        path: path,
        reason: "'\(content.format)' of version \(content.version), expected '\(Self.format)' of "
          + "version \(Self.version)")
    }
    if let fault = content.fault { throw .malformed(path: path, reason: fault) }
    var scales: [[LevelScale]] = []
    for (index, layer) in content.layers.enumerated() {
      scales.append(try Self.scales(at: Self.levelsPath(folder, index), units: layer.units))
    }
    self.init(
      model: content.model, segmenter: content.segmenter, specimens: content.specimens,
      layers: content.layers.map(\.summary), concepts: content.concepts,
      labelGrid: Self.labelGrid, confidence: content.confidence, scales: scales)
    guard levelsChecksum == content.levels else {
      throw .malformed(
        path: path,
        reason: "levels with the checksum \(levelsChecksum), expected \(content.levels)")
    }
  }

  private static func scales(
    at path: String, units: Int
  ) throws(DissectionError) -> [LevelScale] {
    let count = LevelScale.fractions.count
    let levels: [Float]
    do {
      levels = try ArrayFile.floats(of: path, shape: [units, count])
    } catch {
      throw .file("\(error)")
    }
    var scales: [LevelScale] = []
    for start in stride(from: 0, to: levels.count, by: count) {
      let row = Array(levels[start..<start + count])
      guard row.allSatisfy(\.isFinite), zip(row, row.dropFirst()).allSatisfy({ $0 <= $1 }) else {
        throw .malformed(
          path: path, reason: "the levels of unit \(start / count) are no rising numbers")
      }
      scales.append(LevelScale(levels: row))
    }
    return scales
  }

  /// The file's content: JSON with the keys in order.
  var json: [UInt8] {
    JSONFile.encode(
      FileContent(
        format: Self.format, version: Self.version, model: model, segmenter: segmenter,
        specimens: specimens,
        layers: layers.map(PlannedLayer.init), concepts: concepts, confidence: confidence,
        levels: levelsChecksum))
  }

  /// Tells plans that differ.
  static func checksum(of json: [UInt8]) -> String {
    var checksum = Checksum()
    checksum.append(json)
    return checksum.text
  }

  /// Tells levels that differ, which lie in files of their own.
  private var levelsChecksum: String {
    var checksum = Checksum()
    for scale in scales.joined() {
      checksum.append(
        scale.levels.flatMap { level in
          let bits = level.bitPattern
          return (0..<4).map { UInt8(truncatingIfNeeded: bits >> (8 * $0)) }
        })
    }
    return checksum.text
  }

  package func difference(from other: DissectionPlan) -> String? {
    question.difference(from: other.question) ?? (self == other ? nil : "their levels differ")
  }
}

extension DissectionPlan.Question {
  /// The first thing in which another question differs, in words.
  func difference(from other: Self) -> String? {
    if model != other.model {
      return "one is of '\(shown: model.name)' (\(model.hash.prefix(8))), the other of "
        + "'\(shown: other.model.name)' (\(other.model.hash.prefix(8)))"
    }
    if segmenter != other.segmenter {
      return
        "one has labels by \(Self.words(segmenter)), the other by \(Self.words(other.segmenter))"
    }
    if layers != other.layers {
      let names = [layers, other.layers].map { "\(shown: $0.map(\.name.rawValue))" }
      return "one is of the layers \(names[0]), the other of \(names[1])"
    }
    if specimens != other.specimens {
      return "one has \(specimens.phrase), the other \(other.specimens.phrase)"
    }
    return concepts == other.concepts ? nil : "their concepts differ"
  }

  private static func words(_ network: DissectionReport.NetworkNote?) -> String {
    network.map { "'\(shown: $0.name)' (\($0.hash.prefix(8)))" } ?? "the scenes themselves"
  }
}

/// The file as it is.
private struct FileContent: Codable {
  let format: String
  let version: Int
  let model: DissectionReport.NetworkNote
  let segmenter: DissectionReport.NetworkNote?
  let specimens: SpecimenSource
  let layers: [PlannedLayer]
  let concepts: [DissectionPlan.PlannedConcept]
  let confidence: Double?
  /// The checksum of all levels.
  let levels: String

  /// Why no plan has these values; nil where one may.
  ///
  /// Memory is taken by them.
  var fault: String? {
    if layers.isEmpty { return "no layers" }
    if let fault = layers.lazy.compactMap(\.fault).first { return fault }
    if Set(layers.map(\.summary.name)).count < layers.count { return "a layer that comes twice" }
    guard 1...LabelMap.conceptLimit ~= concepts.count else {
      return "\(concepts.count) concepts, expected 1 to \(LabelMap.conceptLimit)"
    }
    if Set(concepts.map(\.name)).count < concepts.count { return "a concept that comes twice" }
    if let confidence, !(0...1 ~= confidence) {
      return "the confidence \(confidence), expected 0 to 1"
    }
    return specimens.fault(hasSegmenter: segmenter != nil)
  }
}

extension SpecimenSource {
  /// Why no plan has these pictures; nil where one may.
  ///
  /// - Parameters:
  ///   - hasSegmenter: Whether a segmenter names the concepts.
  ///   - needsLabels: Whether concepts are asked for.
  /// - Returns: The reason.
  func fault(hasSegmenter: Bool, needsLabels: Bool = true) -> String? {
    guard 1...Latent.maximumID + 1 ~= count else {
      return "\(count) pictures, expected 1 to \(Latent.maximumID + 1)"
    }
    guard case .scenes(let category, let seed, let count) = self else {
      return hasSegmenter || !needsLabels ? nil : "no segmenter, which only scenes do without"
    }
    if hasSegmenter { return "a segmenter for scenes, whose labels are known" }
    if let category, Category(rawValue: category) == nil {
      return "scenes of the category '\(shown: category)', which there is not"
    }
    return seed.addingReportingOverflow(UInt64(count)).overflow
      ? "the seed \(seed), too large for \(count) scenes" : nil
  }
}
