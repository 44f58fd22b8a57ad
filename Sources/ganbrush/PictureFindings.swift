/// What a network found in pictures, for `--json`.
struct PictureFindings<Finding: Encodable>: Encodable {
  /// The network, as it was named.
  let model: String
  let pictures: [Finding]
}
