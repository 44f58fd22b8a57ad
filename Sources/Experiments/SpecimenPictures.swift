import Dissection
import Files
import Painting
import Pictures
import Scenes
import Seeing
import Tensors
import Units

/// The pictures of a source that no generator makes, in one size.
struct SpecimenPictures {
  let source: SpecimenSource
  let size: Grid

  /// A picture, 3×H×W in the range of -1...1 that segmenters read.
  ///
  /// - Throws: `SeeingError`, which names the file.
  /// - Precondition: The source has no latents.
  func picture(_ number: Int) throws(SeeingError) -> Tensor {
    switch source {
    case .latents: preconditionFailure("a generator makes these pictures")
    case .scenes: scene(number).rendered(size: size.width).picture.tensor.resized(to: size)
    case .folder(let path, let names): try Self.read("\(path)/\(names[number])", size).tensor
    }
  }

  /// The concept of each pixel on a grid of any size; nil for pictures of a folder.
  func labels(of number: Int, on grid: Grid) -> LabelMap? {
    guard case .scenes = source else { return nil }
    return scene(number).rendered(size: grid.width).labels
  }

  /// The category of a scene; nil for pictures of a folder.
  func category(of number: Int) -> Category? {
    guard case .scenes = source else { return nil }
    return scene(number).category
  }

  private func scene(_ number: Int) -> Scene {
    guard case .scenes(let category, let seed, _) = source else {
      preconditionFailure("no scene \(number)")
    }
    return category.flatMap(Category.init(rawValue:))
      .map { Scene($0, seed: seed &+ UInt64(number)) } ?? Scene(seed: seed &+ UInt64(number))
  }

  /// Reads a picture as the published code does: squeezed to 256×256, of which networks for 224 or
  /// 227 pixels see the middle.
  private static func read(_ path: String, _ size: Grid) throws(SeeingError) -> Picture {
    let file = try PictureFile(path, .regular)
    let published = 256
    guard 224...227 ~= size.height, size.height == size.width else {
      return try file.resized(width: size.width, height: size.height)
    }
    let start = (published - size.width) / 2
    return try file.resized(width: published, height: published)
      .cropped(x: start, y: start, width: size.width, height: size.height)
  }
}
