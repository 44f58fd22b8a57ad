import Checkpoints
package import Recipes
import Files
import FoundationEssentials
package import Networks
package import Units

/// A loaded generator with its recipes.
package struct Model: Sendable {
  /// The recipes in the folder of a model; nil for a checkpoint by itself.
  package static func recipes(beside file: String) -> String? {
    let name = "generator.safetensors"
    guard file == name || file.hasSuffix("/\(name)") else { return nil }
    return "\(file.dropLast(name.count))recipes.json"
  }

  /// The folder's name for `church/generator.safetensors`, else the file's without its ending.
  package let name: String
  private let digest: PendingDigest
  /// The checkpoint's place.
  package let path: String
  package let generator: Generator
  /// Which part of the file the generator is read from, where others fit as well.
  package let choice: NetworkPart.Choice?
  /// How long it took to open the file and to read the weights.
  package let openingTime: Duration
  /// How long reading waited for the disk, added up over the threads that read.
  package let waitingTime: Duration
  /// Nil where a checkpoint comes without recipes.
  package let recipes: RecipeBook?
  /// The file of recipes that were chosen for the model; nil where it has its own, or none.
  package let chosenRecipes: String?
  /// Installed recipes that fit a checkpoint without its own; the first are used if certain.
  package let candidates: [RecipeShelf.Candidate]
  /// The file that `recipes` are from; nil where there are none.
  package let recipesPath: String?
  /// Installed recipe files that were passed over, because they cannot be used.
  package let skippedRecipes: [FileFailure]

  /// Loads a checkpoint, or a folder that holds `generator.safetensors` and `recipes.json`.
  ///
  /// - Parameters:
  ///   - path: The checkpoint or the folder.
  ///   - key: The part of the file to read, where it has several.
  ///   - recipesPath: Recipes to use instead of those in the folder.
  ///   - shelf: Where recipes for a checkpoint by itself may be.
  /// - Throws: `FileFailure` with the path of the file that is at fault.
  package init(
    path: String, key: String? = nil, recipesPath: String? = nil, shelf: RecipeShelf = RecipeShelf()
  ) throws(FileFailure) {
    let file = Self.checkpoint(in: path)
    let start = ContinuousClock.now
    let part: NetworkPart
    do {
      part = try NetworkPart(of: try Checkpoint(contentsOf: file), key: key, kind: .generator)
    } catch {
      throw FileFailure(path: file, reason: "\(error)")
    }
    try self.init(part, at: file, since: start, recipesPath: recipesPath, shelf: shelf)
  }

  /// Loads the generator of a checkpoint that is open, with its recipes.
  ///
  /// - Parameters:
  ///   - part: The part of the file with the generator.
  ///   - file: The file's path.
  ///   - start: When its opening began.
  ///   - recipesPath: Recipes to use instead of those beside the file.
  ///   - shelf: Where recipes for a checkpoint by itself may be.
  /// - Throws: `FileFailure` with the path of the file that is at fault.
  package init(
    _ part: NetworkPart, at file: String, since start: ContinuousClock.Instant,
    recipesPath: String? = nil, shelf: RecipeShelf = RecipeShelf()
  ) throws(FileFailure) {
    path = file
    chosenRecipes = recipesPath
    name = Self.name(of: file)
    choice = part.choice
    let checkpoint = part.checkpoint
    do {
      generator = try Generator(part)
      openingTime = ContinuousClock.now - start
      waitingTime = checkpoint.waitingTime
      // Hashing takes longer than reading, and nobody waits for it to see the first picture.
      digest = PendingDigest(of: checkpoint)
    } catch {
      throw FileFailure(path: file, reason: "\(error)")
    }
    let beside = Self.recipes(beside: file).flatMap {
      FileManager.default.fileExists(atPath: $0) ? $0 : nil
    }
    guard let chosen = recipesPath ?? beside else {
      let (name, digest) = (name, digest)
      (candidates, skippedRecipes) = try shelf.candidates(for: generator) {
        () throws(FileFailure) in
        try Self.identity(name, digest, file)
      }
      let fitting = candidates.first { $0.fit.isCertain }
      recipes = fitting?.book
      self.recipesPath = fitting.flatMap { shelf.files[$0.name] }
      return
    }
    recipes = try Self.book(chosen, for: generator)
    candidates = []
    skippedRecipes = []
    self.recipesPath = chosen
  }

  /// The name and hash by which sessions know the model.
  ///
  /// - Throws: `FileFailure` when the file could not be read to its end.
  package func identity() throws(FileFailure) -> ModelIdentity {
    try Self.identity(name, digest, path)
  }

  private static func identity(
    _ name: String, _ digest: PendingDigest, _ path: String
  ) throws(FileFailure) -> ModelIdentity {
    do {
      return ModelIdentity(name: name, hash: try digest.wait().hexadecimal)
    } catch {
      throw FileFailure(path: path, reason: "\(error)")
    }
  }

  /// The layer to begin with where no recipes name one: the finest of 8×8 cells, as in GANPaint.
  package var firstCanvas: LayerName {
    let canvases = generator.layers.canvases
    let published = canvases.last { $0.grid == Grid(height: 8, width: 8) }
    return (published ?? canvases.first ?? generator.layers[0]).name
  }

  /// The session to begin with: a picture on a layer, as the recipes name them where nothing else is
  /// wanted.
  package func firstSession(seed: UInt32? = nil, id: Int? = nil) -> Session {
    let start = recipes?.start
    return Session(
      latent: Latent(seed: seed ?? 1, id: id ?? (seed == nil ? start?.id ?? 0 : 0)),
      layer: start?.layer ?? recipes?.layers.first?.layer ?? firstCanvas)
  }

  /// The checkpoint of a folder, or the path itself where it is none.
  package static func checkpoint(in path: String) -> String {
    var isFolder = false
    let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    return exists && isFolder ? "\(path)/generator.safetensors" : path
  }

  /// The folder's name for `church/generator.safetensors`, and for other networks alike; else the
  /// file's without its ending.
  package static func name(of file: String) -> String {
    let url = URL(file: file)
    let stem = url.deletingPathExtension().lastPathComponent
    let isInFolder = Architecture.Kind.allCases.contains { $0.rawValue == stem }
    return isInFolder ? url.deletingLastPathComponent().lastPathComponent : stem
  }
}
