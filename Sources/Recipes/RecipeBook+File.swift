import Files
import Units

extension RecipeBook {
  /// Reads a recipe file; docs/formats.md describes it.
  ///
  /// - Throws: `RecipeError` with the first thing that is wrong.
  package init(json: [UInt8]) throws(RecipeError) {
    let file: RecipeFile
    do {
      file = try JSONFile.decode(RecipeFile.self, from: json)
    } catch {
      throw .malformed(DecodingReason.text(of: error))
    }
    guard file.format == Self.format else { throw .wrongFormat(found: file.format) }
    guard file.version.value == Self.version else {
      throw .unsupportedVersion(file.version.value)
    }
    var chapters: [Chapter] = []
    for layer in file.layers { chapters.append(try layer.chapter()) }
    var layers: Set<LayerName> = []
    for chapter in chapters where !layers.insert(chapter.layer).inserted {
      throw .repeatedLayer(chapter.layer.rawValue)
    }
    self.init(
      model: file.model, scope: try file.fits?.scope(), start: try file.start?.start(),
      layers: chapters)
  }

  /// The content of a recipe file that reads back as this book.
  package var json: [UInt8] { JSONFile.encode(RecipeFile(self)) }
}
