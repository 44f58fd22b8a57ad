package import Files
import FoundationEssentials
package import Networks
package import Painting

/// Finds the files that come with the program.
///
/// Folders are searched in this order: `$GANBRUSH_ASSETS`, the person's own `$XDG_DATA_HOME/ganbrush`,
/// `share/ganbrush` beside the program's `bin`, and the checkout that the program was built in.
package struct AssetLibrary {
  package static let defaultModel = "church"
  /// The default, and the same layout that was taught nothing about concepts.
  package static let shippedGenerators: Set = [defaultModel, "church-plain"]
  package static let defaultSegmenter = "world-segmenter"
  package static let defaultClassifier = "world-classifier"

  /// The folders that exist, the first to be preferred.
  package let folders: [String]
  /// The person's own, be it there or not.
  private let personal: String?

  /// Looks for the folders.
  ///
  /// - Parameters:
  ///   - environment: Where `GANBRUSH_ASSETS` and the person's folders may be.
  ///   - program: The program's file, without links.
  package init(
    environment: [String: String] = ProcessInfo.processInfo.environment,
    program: String = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().path
  ) {
    let folder = URL(filePath: program).deletingLastPathComponent()
    var candidates = [folder.appending(path: "../share/ganbrush").standardizedFileURL.path]
    // A build lies some folders below the checkout: .build/<machine>/release/ganbrush.
    var parent = folder
    for _ in 0..<4 {
      parent = parent.deletingLastPathComponent()
      candidates.append(parent.appending(path: "Assets").path)
    }
    personal = PersonalFolder.data(environment)?.path
    if let personal { candidates.insert(personal, at: 0) }
    if let chosen = environment["GANBRUSH_ASSETS"] {
      candidates.insert(URL(file: chosen).standardizedFileURL.path, at: 0)
    }
    var seen: Set<String> = []
    folders = candidates.filter { folder in
      ["Models", "Recipes"].contains {
        FileManager.default.fileExists(atPath: "\(folder)/\($0)")
      } && seen.insert(folder).inserted
    }
  }

  /// The installed generators and the person's own: names with their folders or checkpoints, sorted.
  package var models: [(name: String, path: String)] { installed(.generator) }

  /// The installed networks of a kind: names with the folders of their files, sorted.
  package func installed(_ kind: Architecture.Kind) -> [(name: String, path: String)] {
    var found: [String: String] = [:]
    for folder in folders.reversed() {
      let names = (try? InputFolder.names(in: "\(folder)/Models")) ?? []
      for name in names.sorted() {
        let path = "\(folder)/Models/\(name)"
        if Folder.exists(path) {
          guard FileManager.default.fileExists(atPath: Self.file(kind, in: path)) else { continue }
          found[name] = path
        } else if kind == .generator, let stem = Self.name(ofCheckpoint: name) {
          found[stem] = path
        }
      }
    }
    return found.sorted { $0.key < $1.key }.map { (name: $0.key, path: $0.value) }
  }

  /// Why folders of models, and models that are folders, are there and cannot be read.
  package var unreadableFolders: [InputError] {
    var errors: [InputError] = []
    for folder in folders.map({ "\($0)/Models" }) {
      do {
        for path in try InputFolder.names(in: folder).sorted().map({ "\(folder)/\($0)" }) {
          guard Folder.exists(path) else { continue }
          do { _ = try InputFolder.names(in: path) } catch { errors.append(error) }
        }
      } catch InputError.missing {
        // A folder of assets need not have models.
      } catch {
        errors.append(error)
      }
    }
    return errors
  }

  /// Whether a place is in the person's own folder.
  func isPersonal(_ path: String) -> Bool { personal.map { path.hasPrefix("\($0)/") } ?? false }

  /// The file of a kind in a folder, or the file itself.
  private static func file(_ kind: Architecture.Kind, in place: String) -> String {
    name(ofCheckpoint: place) != nil && !Folder.exists(place)
      ? place : "\(place)/\(kind.rawValue).safetensors"
  }

  /// The endings that checkpoints have.
  private static let endings = [".safetensors", ".pth", ".pt", ".ckpt", ".bin", ".tar"]

  /// What a checkpoint that lies among models by itself is called; nil for other files.
  private static func name(ofCheckpoint file: String) -> String? {
    endings.first { file.hasSuffix($0) }.map { String(file.dropLast($0.count)) }
  }

  /// The file with the weights of a network of any kind: an installed name, a folder or a path.
  ///
  /// In a folder with several it is the generator's.
  package func checkpoint(_ model: String) throws(AssetError) -> String {
    for kind in Architecture.Kind.allCases {
      if let found = checkpointIfAny(model, of: kind) { return found }
    }
    if FileManager.default.fileExists(atPath: model) { return Model.checkpoint(in: model) }
    let names = Architecture.Kind.allCases.flatMap { installed($0).map(\.name) }
    throw .noModel(model, installed: Set(names).sorted())
  }

  /// The file with the weights of a network of a kind: an installed name, a folder or a path.
  package func checkpoint(
    _ model: String, of kind: Architecture.Kind
  ) throws(AssetError) -> String {
    if let found = checkpointIfAny(model, of: kind) { return found }
    if Folder.exists(model) { throw .emptyFolder(model, kind) }
    if FileManager.default.fileExists(atPath: model) { return model }
    try refuse(model, as: kind)
    throw .noNetwork(model, kind, installed: installed(kind).map(\.name))
  }

  /// The file of an installed network of a kind, or of one in a folder.
  private func checkpointIfAny(_ model: String, of kind: Architecture.Kind) -> String? {
    if let found = installed(kind).first(where: { $0.name == model }) {
      return Self.file(kind, in: found.path)
    }
    let file = Self.file(kind, in: model)
    return FileManager.default.fileExists(atPath: file) ? file : nil
  }

  /// Says what an installed network is that was taken for one of another kind.
  private func refuse(_ model: String, as expected: Architecture.Kind) throws(AssetError) {
    for kind in Architecture.Kind.allCases where kind != expected {
      guard installed(kind).contains(where: { $0.name == model }) else { continue }
      throw .otherKind(model, kind, expected: expected, installed: installed(expected).map(\.name))
    }
  }

  /// The place of a model: a path as it is, or the folder of an installed name.
  package func path(of model: String) throws(AssetError) -> String {
    if let installed = models.first(where: { $0.name == model }) { return installed.path }
    if FileManager.default.fileExists(atPath: model) { return model }
    try refuse(model, as: .generator)
    throw .noModel(model, installed: models.map(\.name))
  }

  /// Where the model of a session is, if it is installed and is not the one that is open, by their names.
  package func path(ofModelOf session: SessionFile, besides open: String) -> String? {
    let name = session.model.name
    return name == open ? nil : models.first { $0.name == name }?.path
  }

  /// The installed recipe files.
  package var recipes: RecipeShelf { RecipeShelf(folders: folders.map { "\($0)/Recipes" }) }

  /// The place of a recipe file: that of an installed name, or a path as it is.
  package func path(ofRecipes recipes: String) throws(AssetError) -> String {
    let installed = self.recipes.files
    if let path = installed[recipes] { return path }
    if FileManager.default.fileExists(atPath: recipes) { return recipes }
    throw .noRecipes(recipes, installed: installed.keys.sorted())
  }
}
