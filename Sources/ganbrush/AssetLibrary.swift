import Foundation
import Painting

/// Finds the files that come with the program.
///
/// Folders are searched in this order: `$GANBRUSH_ASSETS`, `share/ganbrush` beside the program's
/// `bin`, and the checkout that the program was built in.
struct AssetLibrary {
  static let defaultModel = "church-64"

  /// The folders that exist, the first to be preferred.
  let folders: [String]

  init(environment: [String: String] = ProcessInfo.processInfo.environment) {
    let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    let folder = program.deletingLastPathComponent()
    var candidates = [folder.appending(path: "../share/ganbrush").standardizedFileURL.path]
    // A build lies some folders below the checkout: .build/<machine>/release/ganbrush.
    var parent = folder
    for _ in 0..<4 {
      parent = parent.deletingLastPathComponent()
      candidates.append(parent.appending(path: "Assets").path)
    }
    if let chosen = environment["GANBRUSH_ASSETS"] {
      candidates.insert(URL(filePath: chosen).standardizedFileURL.path, at: 0)
    }
    var seen: Set<String> = []
    folders = candidates.filter { folder in
      ["Models", "Recipes"].contains {
        FileManager.default.fileExists(atPath: "\(folder)/\($0)")
      } && seen.insert(folder).inserted
    }
  }

  /// The installed models: names with the folders of their files, sorted.
  var models: [(name: String, path: String)] {
    var found: [String: String] = [:]
    for folder in folders.reversed() {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/Models")) ?? []
      for name in names {
        let path = "\(folder)/Models/\(name)"
        guard FileManager.default.fileExists(atPath: "\(path)/generator.safetensors") else {
          continue
        }
        found[name] = path
      }
    }
    return found.sorted { $0.key < $1.key }.map { (name: $0.key, path: $0.value) }
  }

  /// The file with the weights of a model: an installed name, a folder or a path.
  func checkpoint(_ model: String) throws -> String {
    Model.checkpoint(in: try path(of: model))
  }

  /// The place of a model: a path as it is, or the folder of an installed name.
  func path(of model: String) throws -> String {
    if let installed = models.first(where: { $0.name == model }) { return installed.path }
    if FileManager.default.fileExists(atPath: model) { return model }
    let names = models.map(\.name)
    throw Refusal(
      names.isEmpty
        ? "no model '\(model)': no models are installed; GANBRUSH_ASSETS names their folder"
        : "no file and no model '\(model)'; installed: \(names.joined(separator: ", "))")
  }

  /// The installed recipe files.
  var recipes: RecipeShelf { RecipeShelf(folders: folders.map { "\($0)/Recipes" }) }

  /// The place of a recipe file: that of an installed name, or a path as it is.
  func path(ofRecipes recipes: String) throws -> String {
    let installed = self.recipes.files
    if let path = installed[recipes] { return path }
    if FileManager.default.fileExists(atPath: recipes) { return recipes }
    let names = installed.keys.sorted().joined(separator: ", ")
    throw Refusal(
      "no file and no recipes '\(recipes)'; installed: \(names.isEmpty ? "none" : names)")
  }
}
