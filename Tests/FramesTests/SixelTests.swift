import Foundation
import Frames
import Pictures
import TestSupport
import Testing

@Suite struct SixelTests {
  static let sizes = [
    (1, 1), (1, 5), (7, 5), (6, 6), (13, 6), (5, 7), (64, 12), (97, 31), (3, 100), (300, 2),
  ]

  @Test(arguments: sizes, [1, 2, 17, 256])
  func `decoding gives the quantised picture back`(size: (Int, Int), colours: Int) throws {
    for seed in UInt64(0)..<4 {
      let picture = Picture.random(
        width: size.0, height: size.1, colours: colours, seed: seed)
      for registers in [256, 32] {
        let encoder = SixelEncoder(registers: registers)
        let sixel = try SixelDecoder.decode(encoder.encode(picture))
        let quantised = encoder.quantised(picture)
        #expect(sixel.picture == quantised.picture)
        #expect(sixel.leavesBackground)
        #expect(sixel.registerCount == Set(quantised.indices).count)
      }
    }
  }

  @Test(arguments: [1, 2, 16, 255, 256])
  func `no more registers are used than there are`(registers: Int) throws {
    let picture = try Picture.church()
    let encoder = SixelEncoder(registers: registers)
    let sixel = try SixelDecoder.decode(encoder.encode(picture))
    #expect(1...registers ~= sixel.registerCount)
  }

  @Test func `a picture of one pixel is short`() {
    let red = Picture(width: 1, height: 1, bytes: [255, 0, 0])
    let bytes = SixelEncoder(registers: 256).encode(red)
    #expect(
      String(decoding: bytes, as: UTF8.self)
        == "\u{1B}P0;1;0q\"1;1;1;1#0;2;100;0;0#0@\u{1B}\\")
  }

  @Test func `runs are packed and colours share a pass`() {
    let picture = Picture(width: 9, height: 7) { x, _ in
      x < 5 ? Pixel(0, 0, 0) : Pixel(255, 255, 255)
    }
    let bytes = SixelEncoder(registers: 256).encode(picture)
    #expect(
      String(decoding: bytes, as: UTF8.self)
        == "\u{1B}P0;1;0q\"1;1;9;7#0;2;0;0;0#1;2;100;100;100#0!5~#1!4~-#0!5@#1!4@\u{1B}\\")
  }

  @Test func `256 colours of a generated picture lose little`() throws {
    // On this picture, of more colours than most, at 256 px ImageMagick's quantiser reaches 32.9 dB
    // and libsixel's 30.4; ours 33.6. Smoother scenes of the same generator reach 35 to 37.
    for size in [64, 256] {
      let picture = try Picture.church().resized(width: size, height: size)
      let encoder = SixelEncoder(registers: 256)
      let decibels = encoder.quantised(picture).picture.signalToNoise(to: picture)
      #expect(decibels >= 33.5, "\(size) px: \(decibels) dB")
    }
  }

  @Test func `few colours are kept as they are`() {
    let palette = [Pixel(255, 0, 0), Pixel(51, 102, 153), Pixel(0, 0, 0), Pixel(255, 255, 255)]
    let picture = Picture(width: 40, height: 30) { x, y in palette[(x / 7 + y / 5) % 4] }
    for registers in [4, 16, 256] {
      #expect(SixelEncoder(registers: registers).quantised(picture).picture == picture)
    }
  }

  @Test(.enabled(if: Program.find("sixel2png") != nil))
  func `libsixel decodes what we encode`() throws {
    let program = try #require(Program.find("sixel2png"))
    for (width, height) in [(64, 64), (61, 35), (1, 1), (256, 5)] {
      let picture = try Picture.church().resized(width: width, height: height)
      let encoder = SixelEncoder(registers: 256)
      let file = try Program.run(program, input: encoder.encode(picture))
      let decoded = try PNG.decode(file)
      let quantised = encoder.quantised(picture).picture
      #expect(decoded.width == width && decoded.height == height)
      let differences = zip(decoded.bytes, quantised.bytes).map { abs(Int($0) - Int($1)) }
      // Hundredths become bytes by truncation there and by rounding here.
      #expect(differences.max() ?? 0 <= 2, "\(width)×\(height)")
    }
  }
}
