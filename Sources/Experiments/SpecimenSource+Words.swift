package import Dissection
import Files

extension SpecimenSource {
  /// What a person calls a picture.
  package func name(of number: Int) -> String {
    switch self {
    case .latents: "picture \(number)"
    case .folder(_, let names): names[number]
    case .scenes(_, let seed, _): "scene \(seed &+ UInt64(number))"
    }
  }

  /// What a person calls all of them: `1000 pictures by id`.
  package var phrase: String {
    switch self {
    case .latents(let count): "\(count) pictures by id"
    case .folder(let path, let names): "\(names.count) pictures of '\(shown: path)'"
    case .scenes(let category, let seed, let count):
      "\(count) scenes\(category.map { " of the category \(shown: $0)" } ?? "") from seed \(seed)"
    }
  }
}
