import Cells
import Pictures

/// Chooses a palette for a picture by cutting the space of its colours again and again.
///
/// Colours are counted in 15 bits (5 a channel). The box and the axis are cut next where the cut
/// takes away most squared error (Wu's criterion on each box's marginal sums); the boxes' means,
/// moved a little by k-means, are the palette. No dithering: an unchanged pixel keeps its colour in the next frame.
struct MedianCut {
  /// Red, green and blue sums and, last, the pixel count of the colours that share 15 bits.
  private struct Bin {
    let key: Int
    let sums: SIMD4<UInt32>

    /// The mean colour of the pixels.
    var mean: SIMD3<Float> {
      SIMD3(Float(sums.x), Float(sums.y), Float(sums.z)) / Float(sums.w)
    }

    func slot(_ axis: Int) -> Int { (key >> (10 - 5 * axis)) & 31 }
  }

  /// Some of the bins, and the cut that serves them best.
  private struct Box {
    let bins: Range<Int>
    /// How much squared error the cut takes away; zero where there is nothing to cut.
    var gain: Float = 0
    var axis = 0
    /// The last slot of the lower half.
    var lastSlot = 0
  }

  /// Sums of 255 over so many pixels stay in 32 bits.
  private static let pixelLimit = 1 << 24

  /// The picture in at most `limit` colours, each as `name` rounds it to one that a terminal can name.
  ///
  /// - Precondition: At most 16 Mpx and 1 to 256 colours.
  static func indexed(
    _ picture: Picture, limit: Int, name: (Pixel) -> Pixel
  ) -> IndexedPicture {
    precondition(1...256 ~= limit, "a palette of \(limit) colours")
    precondition(
      picture.width * picture.height <= pixelLimit, "\(picture.width)×\(picture.height)")
    let keys = Self.keys(of: picture)
    var bins = Self.bins(of: picture, keys)
    let boxes = Self.boxes(in: &bins, limit: limit)

    let colours = Self.refined(boxes.map { Self.mean(of: bins[$0.bins]) }, bins)

    var palette: [Pixel] = []
    var known: [Pixel: UInt8] = [:]
    let numbers = colours.map { colour in
      let nameable = name(Self.pixel(colour))
      let number = known[nameable] ?? UInt8(palette.count)
      if known.updateValue(number, forKey: nameable) == nil { palette.append(nameable) }
      return number
    }
    let search = NearestColour(colours)
    var table = [UInt8](repeating: 0, count: 1 << 15)
    for bin in bins { table[bin.key] = numbers[search.index(of: bin.mean)] }
    return IndexedPicture(
      width: picture.width, height: picture.height, palette: palette,
      indices: keys.map { table[Int($0)] })
  }

  private static func keys(of picture: Picture) -> [UInt16] {
    let bytes = picture.bytes.span
    var keys: [UInt16] = []
    keys.reserveCapacity(picture.width * picture.height)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let red = UInt16(bytes[start] >> 3)
      let green = UInt16(bytes[start + 1] >> 3)
      keys.append(red << 10 | green << 5 | UInt16(bytes[start + 2] >> 3))
    }
    return keys
  }

  private static func bins(of picture: Picture, _ keys: [UInt16]) -> [Bin] {
    let bytes = picture.bytes.span
    var histogram = [SIMD4<UInt32>](repeating: .zero, count: 1 << 15)
    for pixel in keys.indices {
      let start = pixel * 3
      histogram[Int(keys[pixel])] &+= SIMD4(
        UInt32(bytes[start]), UInt32(bytes[start + 1]), UInt32(bytes[start + 2]), 1)
    }
    return histogram.indices.compactMap {
      histogram[$0].w > 0 ? Bin(key: $0, sums: histogram[$0]) : nil
    }
  }

  private static func boxes(in bins: inout [Bin], limit: Int) -> [Box] {
    var boxes = [Self.box(bins.indices, of: bins)]
    while boxes.count < limit {
      guard let worst = boxes.indices.max(by: { boxes[$0].gain < boxes[$1].gain }),
        boxes[worst].gain > 0
      else { break }
      let box = boxes[worst]
      let middle = bins[box.bins].partition { $0.slot(box.axis) > box.lastSlot }
      boxes[worst] = Self.box(box.bins.lowerBound..<middle, of: bins)
      boxes.append(Self.box(middle..<box.bins.upperBound, of: bins))
    }
    return boxes
  }

  /// Finds the best cut of some bins.
  private static func box(_ range: Range<Int>, of bins: [Bin]) -> Box {
    var box = Box(bins: range)
    guard range.count > 1 else { return box }
    // For each axis and slot the channel's sum and the pixel count.
    var slots = [SIMD2<Float>](repeating: .zero, count: 96)
    for bin in bins[range] {
      let sums = SIMD4<Float>(bin.sums)
      slots[bin.slot(0)] += SIMD2(sums.x, sums.w)
      slots[32 + bin.slot(1)] += SIMD2(sums.y, sums.w)
      slots[64 + bin.slot(2)] += SIMD2(sums.z, sums.w)
    }
    for axis in 0..<3 {
      var total = SIMD2<Float>.zero
      for slot in 0..<32 { total += slots[axis * 32 + slot] }
      var lower = SIMD2<Float>.zero
      for slot in 0..<31 {
        let added = slots[axis * 32 + slot]
        guard added.y > 0 else { continue }
        lower += added
        let upper = total - lower
        guard upper.y > 0 else { break }
        // Between-class variance, written so that large sums do not cancel.
        let distance = lower.x / lower.y - upper.x / upper.y
        let gain = distance * distance * lower.y * upper.y / total.y
        guard gain > box.gain else { continue }
        box.gain = gain
        box.axis = axis
        box.lastSlot = slot
      }
    }
    return box
  }

  private static func mean(of bins: ArraySlice<Bin>) -> SIMD3<Float> {
    var sums = SIMD4<UInt32>.zero
    for bin in bins { sums &+= bin.sums }
    return Bin(key: 0, sums: sums).mean
  }

  /// Moves each colour to the mean of the bins that are nearest to it (Lloyd's step, repeated).
  private static func refined(_ colours: [SIMD3<Float>], _ bins: [Bin]) -> [SIMD3<Float>] {
    // Noise has so many bins that one step must do.
    let steps = bins.count <= colours.count ? 0 : bins.count <= 8192 ? 4 : 1
    var colours = colours
    for _ in 0..<steps {
      let search = NearestColour(colours)
      var sums = [SIMD4<UInt32>](repeating: .zero, count: colours.count)
      for bin in bins { sums[search.index(of: bin.mean)] &+= bin.sums }
      for index in colours.indices where sums[index].w > 0 {
        colours[index] = Bin(key: 0, sums: sums[index]).mean
      }
    }
    return colours
  }

  private static func pixel(_ colour: SIMD3<Float>) -> Pixel {
    let rounded = colour.rounded(.toNearestOrAwayFromZero)
    return Pixel(UInt8(rounded.x), UInt8(rounded.y), UInt8(rounded.z))
  }
}
