import Pictures
import TestSupport
import Testing

@Suite struct PictureTests {
  @Test func `enlarging copies each pixel`() throws {
    let scene = try Picture.church()
    let large = scene.enlarged(by: 3)
    #expect(large == Picture(width: 192, height: 192) { x, y in scene[x / 3, y / 3] })
  }

  @Test func `cropping and replacing are inverse`() throws {
    let scene = try Picture.church()
    var copy = Picture(width: 64, height: 64) { _, _ in Pixel(1, 2, 3) }
    for (x, y, width, height) in [(0, 0, 64, 30), (0, 30, 20, 34), (20, 30, 44, 34)] {
      copy.replace(x: x, y: y, with: scene.cropped(x: x, y: y, width: width, height: height))
    }
    #expect(copy == scene)
  }

  @Test func `the mean colour is rounded`() {
    let picture = Picture(width: 2, height: 1, bytes: [0, 10, 255, 1, 20, 255])
    #expect(picture.meanColour(x: 0, y: 0, width: 2, height: 1) == Pixel(1, 15, 255))
    #expect(picture.meanColour(x: 1, y: 0, width: 1, height: 1) == Pixel(1, 20, 255))
  }

  @Test(arguments: [(1, 1), (3, 2), (16, 9), (40, 40), (7, 200)])
  func `a constant stays constant in every size`(width: Int, height: Int) {
    let colour = Pixel(3, 128, 255)
    let picture = Picture(width: 16, height: 9) { _, _ in colour }
    #expect(
      picture.resized(width: width, height: height)
        == Picture(width: width, height: height) { _, _ in colour })
  }

  @Test(arguments: [1, 2, 5, 8, 9, 16, 50, 333])
  func `a ramp stays monotone`(width: Int) {
    let picture = Picture(width: 9, height: 2) { x, _ in
      Pixel(UInt8(50 + 20 * x), UInt8(250 - 30 * x), UInt8(x / 5 * 255))
    }
    let ramp = picture.resized(width: width, height: 3)
    for x in 1..<max(width, 1) where width > 1 {
      #expect(ramp[x - 1, 1].red <= ramp[x, 1].red)
      #expect(ramp[x - 1, 1].green >= ramp[x, 1].green)
    }
  }

  @Test func `halving takes the mean of four pixels`() throws {
    let scene = try Picture.church()
    let small = scene.resized(width: 32, height: 32)
    for y in 0..<32 {
      for x in 0..<32 {
        let mean = scene.meanColour(x: 2 * x, y: 2 * y, width: 2, height: 2)
        #expect(mean == small[x, y])
      }
    }
  }

  @Test func `shrinking an enlarged picture gives it back`() throws {
    let scene = try Picture.church()
    #expect(scene.enlarged(by: 5).resized(width: 64, height: 64) == scene)
  }

  @Test func `a smooth enlargement is close to the original`() throws {
    let scene = try Picture.church()
    let back = scene.resized(width: 512, height: 512).resized(width: 64, height: 64)
    #expect(back.signalToNoise(to: scene) > 30)
  }

  @Test func `equal pictures have no noise`() throws {
    let scene = try Picture.church()
    #expect(scene.signalToNoise(to: scene) == .infinity)
    let black = Picture(width: 1, height: 1, bytes: [0, 0, 0])
    let white = Picture(width: 1, height: 1, bytes: [255, 255, 255])
    #expect(black.signalToNoise(to: white) == 0)
  }

  @Test func `a part outside the picture traps`() async {
    await #expect(processExitsWith: .failure) {
      _ = Picture(width: 2, height: 2, bytes: [UInt8](repeating: 0, count: 12))
        .cropped(x: 1, y: 0, width: 2, height: 1)
    }
  }
}
