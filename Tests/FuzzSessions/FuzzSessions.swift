import Checkpoints
import Recipes
import FoundationEssentials
import Fuzzing
import Networks
import Painting
import Units

/// A small DCGAN, whose layers the grammar names.
private let generator: Generator = {
  let path = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../NetworksTests/Fixtures/dcgan.safetensors").path
  do {
    return try Generator(try Checkpoint(contentsOf: path))
  } catch {
    fatalError("\(path): \(error)")
  }
}()

/// What libFuzzer calls with every input: a session, a list of strokes or recipes.
///
/// The first byte says which, and whether the rest is the file or decides what a grammar makes.
/// Errors are what damaged files should give; a trap, a leak of memory or a long run is a finding.
/// What is accepted is painted and saved.
@_cdecl("LLVMFuzzerTestOneInput")
public func openSession(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = unsafe [UInt8](UnsafeBufferPointer(start: start, count: count))
  guard let first = bytes.first else { return 0 }
  var grammar = SessionGrammar(choices: bytes[1...])
  // Files of the corpus begin with a brace, a bracket or a PNG's signature: all kinds try them.
  let isFile = first >= 0x20
  let kinds = isFile ? Array(SessionGrammar.Kind.allCases) : [grammar.kind()]
  for kind in kinds {
    let json = isFile ? bytes : Array(grammar.text(of: kind).utf8)
    switch kind {
    case .session: if let file = try? SessionFile(bytes: json) { paint(file.session) }
    case .strokes:
      if let file = try? InterventionFile(json: json) {
        var session = Session(latent: Latent(id: 0), layer: generator.layers[0].name)
        session.strokes = StrokeList(file.strokes)
        paint(session)
      }
    case .recipes:
      if let book = try? RecipeBook(json: json) { paint(with: book) }
    }
  }
  return 0
}

private func paint(_ session: Session) {
  do {
    try session.validate(against: generator.layers)
    _ = try generator.picture(of: session)
  } catch {
    _ = "\(error)"
    return
  }
  let file = SessionFile(model: ModelIdentity(name: "dcgan", hash: ""), session: session)
  guard let again = try? SessionFile(bytes: Array(file.json.utf8)), again == file else {
    fatalError("a session is another one after it was saved")
  }
  _ = StrokeMarks(session.strokes, on: generator.layers[0])
}

/// Draws every concept, as the painter does.
private func paint(with book: RecipeBook) {
  guard book.suits(generator.layers, of: generator.architecture.family) else { return }
  for chapter in book.layers {
    _ = chapter.metrics
    for recipe in chapter.brushes().prefix(3) {
      var session = Session(
        latent: Latent(id: min(book.start?.id ?? 0, 9)), layer: chapter.layer)
      session.toggles = [
        Toggle(
          .concept(name: recipe.concept, layer: chapter.layer), .boosted, layer: chapter.layer,
          units: recipe.strongest(book.start?.strength ?? 10))
      ]
      paint(session)
    }
  }
}

/// The program's main function.
@_cdecl("FuzzSessions_main")
public func main(
  _ count: CInt, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> CInt {
  unsafe fuzz(count, arguments, openSession)
}
