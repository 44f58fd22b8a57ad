import ArgumentParser
import Files
import Networks
import Painting
import Pictures
import Recipes
import Seeing
import Studio
import Units

extension CompletionKind {
  /// Installed generators, and files.
  static var models: CompletionKind { names { _ in installed([.generator]) } }

  /// Installed networks of every kind, and files.
  static var networks: CompletionKind { names { _ in installed(Architecture.Kind.allCases) } }

  static var segmenters: CompletionKind { names { _ in installed([.segmenter]) } }

  static var classifiers: CompletionKind { names { _ in installed([.classifier]) } }

  /// Installed recipes, and files.
  static var recipes: CompletionKind {
    names { _ in AssetLibrary().recipes.files.keys.sorted() }
  }

  /// Files with the endings of pictures.
  static var pictures: CompletionKind { .file(extensions: EncodedPicture.endings) }

  /// The layers of the network that the line names.
  static var layers: CompletionKind {
    names(withFiles: false) { words in network(in: words)?.layers.map(\.name.rawValue) ?? [] }
  }

  /// The concepts of the model's recipes.
  static var concepts: CompletionKind {
    names(withFiles: false) { words in
      let path = try? AssetLibrary().path(of: value(of: "--model", in: words) ?? "")
      let model = try? Model(path: path ?? AssetLibrary().path(of: Preferences.current.model))
      let brushes = model?.recipes?.layers.flatMap { $0.brushes().map(\.concept) } ?? []
      return Set(brushes).sorted()
    }
  }

  private static func names(
    withFiles: Bool = true, _ find: @escaping @Sendable (_ words: [String]) -> [String]
  ) -> CompletionKind {
    .custom { words, _, start in
      let names = find(words).filter { $0.hasPrefix(start) }
      return (names + (withFiles ? files(from: start) : [])).map { $0.visible }
    }
  }

  private static func installed(_ kinds: [Architecture.Kind]) -> [String] {
    Set(kinds.flatMap { AssetLibrary().installed($0).map(\.name) }).sorted()
  }

  /// The paths that go on from what was typed; folders end in a slash where the shell adds none.
  private static func files(from start: String) -> [String] {
    let folder = start.lastIndex(of: "/").map { String(start[...$0]) } ?? ""
    let path = folder.isEmpty ? "." : folder
    let names = (try? InputFolder.names(in: path)) ?? []
    return names.map { folder + $0 }.filter { name in
      name.hasPrefix(start)
        && (start.hasSuffix("/.") || start == "." || !name.dropFirst(folder.count).hasPrefix("."))
    }.sorted().map { name in
      Folder.exists(name) && CompletionShell.requesting != .bash ? "\(name)/" : name
    }
  }

  private static func value(of option: String, in words: [String]) -> String? {
    words.firstIndex(of: option).flatMap { words.indices.contains($0 + 1) ? words[$0 + 1] : nil }
  }

  /// The network that a line names by its option, or by its first word that is one.
  private static func network(in words: [String]) -> Network? {
    let library = AssetLibrary()
    let installed = Set(Architecture.Kind.allCases.flatMap { library.installed($0).map(\.name) })
    let named =
      value(of: "--model", in: words) ?? words.dropFirst(2).first(where: installed.contains)
    let fallback =
      words.contains("classify") || words.contains("importance")
      ? Preferences.current.classifier : Preferences.current.model
    guard let path = try? library.checkpoint(named ?? fallback),
      let file = try? CheckpointFile(path: path)
    else { return nil }
    return try? file.network { try Network($0) }
  }
}
