import ArgumentParser
import Networks
import Pictures
import Units

/// How large pictures are saved.
struct ScaleOptions: ParsableArguments {
  @Option(
    number: "--scale", in: PNG.scales,
    help: "Draw each pixel of saved pictures as N×N.")
  var scale = 1

  /// Refuses pictures that no file holds.
  ///
  /// - Parameters:
  ///   - generator: What makes the pictures.
  ///   - columns: How many of them stand side by side in a file.
  /// - Throws: `Refusal` with the largest scale.
  func expect(toFit generator: Generator, columns: Int) throws {
    let (width, height) = (columns * generator.pictureSize.width, generator.pictureSize.height)
    let scales = PNG.scales(width: width, height: height)
    guard scales ~= scale else {
      throw Refusal(
        "--scale is \(scale), expected 1 to \(scales.upperBound) for pictures of "
          + "\(width)×\(height) pixels", status: 2)
    }
  }
}
