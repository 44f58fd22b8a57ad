import Files
package import Networks

extension NetworkPart.Choice {
  /// The sentence for a person, who may have meant another part.
  package var sentence: String {
    let names = others.map { "'\($0)'" }
    return "reads \(key.isEmpty ? "what has no key" : "'\(key.shown())'"); \(shown: names) "
      + "\(others.count == 1 ? "fits" : "fit"), too: --key chooses"
  }
}
