package import Dissection
package import Files
package import Painting
import Experiments
import Recipes
package import Units

/// Where dissections of models are: beside recipes or checkpoints, or in the person's cache.
package struct DissectionShelf: Sendable {
  private static let name = "dissection.json"

  private let cache: String?

  /// Looks into a person's cache; nil for a person without one.
  package init(cache: PersonalFolder? = .cache()) { self.cache = cache?.path }

  /// The folder of the cache for a checkpoint, by the SHA-256 of its file.
  package func folder(ofHash hash: String) -> String? {
    cache.map { "\($0)/dissections/\(hash)" }
  }

  /// The folder of the cache where a painter counts until a dissection is whole.
  private func runFolder(ofHash hash: String) -> String? {
    folder(ofHash: hash).map { "\($0)/run" }
  }

  /// Whether a painter has begun a dissection that is not whole.
  func hasBegun(ofHash hash: String) -> Bool {
    runFolder(ofHash: hash).map { DissectionFolder($0).part(.whole).hasCounts } ?? false
  }

  /// Takes the run of a checkpoint for one painter.
  ///
  /// - Throws: `DissectionError.busy`, if another process has it.
  func run(ofHash hash: String) throws(DissectionError) -> DissectionRun {
    try DissectionRun(runFolder(ofHash: hash), in: folder(ofHash: hash))
  }

  /// Reads the dissection of a model: the one beside recipes that were chosen for it, or else beside its
  /// checkpoint, or else in the cache.
  ///
  /// - Parameters:
  ///   - checkpoint: The path of the model's file.
  ///   - recipes: The path of the recipes; nil where none were chosen.
  ///   - hash: The file's SHA-256.
  ///   - layers: The model's layers.
  /// - Returns: What was found of this very checkpoint, if anything.
  /// - Throws: `FileFailure` with the first file that is there and cannot be used.
  package func report(
    beside checkpoint: String, recipes: String? = nil, hash: String, layers: [LayerSummary]
  ) throws(FileFailure) -> DissectionReport? {
    let folders = [recipes, checkpoint].compactMap { $0.map(Self.folder(of:)) }
    for place in folders + [folder(ofHash: hash)].compactMap(\.self) {
      // A folder may hold several checkpoints.
      guard let report = try Self.report(in: place), report.model.hash == hash else { continue }
      try Self.expect(report, in: place, toFit: layers)
      return report
    }
    return nil
  }

  private static func folder(of file: String) -> String {
    file.lastIndex(of: "/").map { String(file[..<$0]) } ?? "."
  }

  /// Reads the dissection in a folder.
  ///
  /// - Returns: Nil where there is none.
  /// - Throws: `FileFailure`, if the file cannot be read.
  package static func report(in folder: String) throws(FileFailure) -> DissectionReport? {
    let path = "\(folder)/\(name)"
    do {
      return try DissectionReport(
        json: try InputFile.bytes(of: path, limit: JSONFile.limit, .regular))
    } catch InputError.missing {
      return nil
    } catch let error as InputError {
      throw FileFailure(path: path, reason: "cannot be read: \(error.reason)")
    } catch {
      throw FileFailure(path: path, reason: "\(error)")
    }
  }

  /// Refuses a report that is not about the layers of a model.
  package static func expect(
    _ report: DissectionReport, in folder: String, toFit layers: [LayerSummary]
  ) throws(FileFailure) {
    guard let reason = misfit(report, layers) else { return }
    throw FileFailure(path: "\(folder)/\(name)", reason: reason)
  }

  /// Keeps a dissection in the cache, with its recipes.
  ///
  /// - Returns: Whether there is a place for it.
  /// - Throws: `FileFailure`, if it cannot be kept.
  func keep(_ report: DissectionReport, _ recipes: RecipeBook) throws(FileFailure) -> Bool {
    guard let folder = folder(ofHash: report.model.hash) else { return false }
    do {
      try Folder.make(folder, permissions: 0o700)
      try OutputFile.write(recipes.json, to: "\(folder)/recipes.json")
      // Last: where it is, there are recipes, too.
      try OutputFile.write(report.json, to: "\(folder)/\(Self.name)")
    } catch {
      throw FileFailure(path: folder, reason: "\(error)")
    }
    return true
  }

  /// Why a report is not about the layers of a model.
  private static func misfit(_ report: DissectionReport, _ layers: [LayerSummary]) -> String? {
    for layer in report.layers {
      guard let summary = layers.first(where: { $0.name == layer.layer }) else {
        return "names layer '\(shown: layer.layer)', which the model does not have"
      }
      let found = "\(layer.units.count) units on \(layer.height)×\(layer.width) cells"
      let expected = "\(summary.units) units on \(summary.grid) cells"
      if found != expected {
        return "layer '\(shown: layer.layer)' has \(found), expected \(expected)"
      }
    }
    return nil
  }
}
