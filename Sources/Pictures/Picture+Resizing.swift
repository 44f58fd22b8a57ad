extension Picture {
  /// A copy of another size, as `RowResampler` makes it.
  package func resized(width newWidth: Int, height newHeight: Int) -> Picture {
    guard newWidth != width || newHeight != height else { return self }
    var resampler = RowResampler(
      width: width, height: height, newWidth: newWidth, newHeight: newHeight)
    for y in 0..<height {
      resampler.append(bytes.span.extracting(y * width * 3..<(y + 1) * width * 3))
    }
    return resampler.picture
  }
}
