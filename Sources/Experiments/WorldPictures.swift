package import Dissection
import Files
import Painting
import Scenes
package import Seeing
package import Tensors
package import Units

/// Pictures of the world that a generator learned: scenes of the drawn world, or the files of a folder.
package struct WorldPictures: Sendable {
  package let source: SpecimenSource
  private let size: Grid

  /// Takes pictures in the size of a generator's.
  ///
  /// - Precondition: The source has scenes or files.
  package init(_ source: SpecimenSource, size: Grid) {
    if case .latents = source { preconditionFailure("a generator's pictures are not the world") }
    self.source = source
    self.size = size
  }

  package var count: Int { source.count }

  /// A picture, 3×H×W in -1...1; a file is squeezed to the size.
  ///
  /// - Throws: `SeeingError`, which names the file.
  package func picture(_ number: Int) throws(SeeingError) -> Tensor {
    switch source {
    case .latents: preconditionFailure("a generator's pictures are not the world")
    case .scenes(let category, let seed, _):
      let seed = seed &+ UInt64(number)
      let scene =
        category.flatMap(Category.init(rawValue:)).map { Scene($0, seed: seed) }
        ?? Scene(seed: seed)
      return scene.rendered(size: max(size.height, size.width)).picture.tensor.resized(to: size)
    case .folder(let path, let names):
      return try PictureFile("\(path)/\(names[number])", .regular)
        .resized(width: size.width, height: size.height).tensor
    }
  }
}
