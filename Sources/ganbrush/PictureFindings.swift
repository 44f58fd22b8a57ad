/// What a network found in pictures, for `--json`.
struct PictureFindings<Finding: Encodable>: Encodable {
  /// The network, as it was named.
  let model: String
  let pictures: [Finding]

  private enum CodingKeys: String, CodingKey {
    case model = "model"
    case pictures = "pictures"
  }
}
