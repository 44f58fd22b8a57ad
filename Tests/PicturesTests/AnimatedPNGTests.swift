import Pictures
import TestSupport
import Testing

@Suite struct AnimatedPNGTests {
  /// The chunks of a file: names and contents, their checksums left to `PNG.decode`.
  private static func chunks(_ file: [UInt8]) -> [(name: String, content: [UInt8])] {
    var (place, found): (Int, [(name: String, content: [UInt8])]) = (PNG.signature.count, [])
    while place < file.count {
      let count = number(file[place...])
      found.append(
        (
          String(decoding: file[place + 4..<place + 8], as: UTF8.self),
          Array(file[place + 8..<place + 8 + count])
        ))
      place += count + 12
    }
    return found
  }

  private static func number(_ bytes: some Collection<UInt8>) -> Int {
    bytes.prefix(4).reduce(0) { $0 << 8 | Int($1) }
  }

  /// The pictures of a file's frames, each laid over the one before as the format has it.
  private static func frames(_ file: [UInt8]) throws -> [(picture: Picture, time: Int)] {
    let all = chunks(file)
    let header = try #require(all.first { $0.name == "IHDR" }).content
    let (width, height) = (number(header), number(header[4...]))
    var canvas = Picture(
      width: width, height: height, bytes: [UInt8](repeating: 0, count: width * height * 3))
    var (found, control): ([(picture: Picture, time: Int)], [UInt8]) = ([], [])
    for (name, content) in all {
      switch name {
      case "fcTL": control = content
      case "fdAT":
        let numbers = stride(from: 4, to: 20, by: 4).map { number(control[$0...]) }
        let part = try PNG.decode(
          still(width: numbers[0], height: numbers[1], pixels: Array(content[4...])))
        canvas.replace(x: numbers[2], y: numbers[3], with: part)
        let time = Int(control[20]) << 8 | Int(control[21])
        #expect(Int(control[22]) << 8 | Int(control[23]) == 1000)
        found.append((canvas, time))
      default: break
      }
    }
    return found
  }

  /// A PNG file of the pixels of one frame.
  private static func still(width: Int, height: Int, pixels: [UInt8]) -> [UInt8] {
    PNGFile.signature + PNGFile.header(width, height) + PNGFile.chunk("IDAT", pixels)
      + PNGFile.chunk("IEND", [])
  }

  private static let pictures: [Picture] = {
    var picture = Picture.random(width: 12, height: 9, colours: 5, seed: 3)
    var pictures = [picture]
    for (x, y) in [(0, 0), (11, 8), (5, 4)] {
      picture[x, y] = Pixel(1, 2, UInt8(3 + x))
      pictures.append(picture)
    }
    // A frame in which nothing has changed.
    return pictures + [picture, .random(width: 12, height: 9, colours: 7, seed: 4)]
  }()

  @Test(arguments: [1, 3])
  func `every frame comes back, for its own time`(scale: Int) throws {
    var writer = AnimatedPNGWriter(scale: scale)
    for (number, picture) in Self.pictures.enumerated() {
      writer.append(picture, milliseconds: 40 + 300 * number)
    }
    #expect(writer.count == Self.pictures.count)
    let frames = try Self.frames(writer.finish())
    #expect(frames.map(\.picture) == Self.pictures.map { $0.enlarged(by: scale) })
    #expect(frames.map(\.time) == Self.pictures.indices.map { 40 + 300 * $0 })
  }

  @Test func `the chunks are in the order of the format, numbered without a gap`() throws {
    var writer = AnimatedPNGWriter()
    for picture in Self.pictures { writer.append(picture, milliseconds: 100) }
    let all = Self.chunks(writer.finish(text: ["Software": "a test"]))
    let names = all.map(\.name)
    #expect(names.first == "IHDR" && names.last == "IEND")
    let control = try #require(names.firstIndex(of: "acTL"))
    #expect(control < (try #require(names.firstIndex(of: "IDAT"))))
    #expect(all[control].content == [0, 0, 0, UInt8(Self.pictures.count), 0, 0, 0, 0])
    let animated = all.filter { ["fcTL", "fdAT"].contains($0.name) }
    #expect(animated.map { Self.number($0.content) } == Array(0..<2 * Self.pictures.count))
    #expect(
      animated.map(\.name)
        == (0..<Self.pictures.count).flatMap { _ in ["fcTL", "fdAT"] })
  }

  @Test func `a program that knows no animations shows the last picture, with its texts`() throws {
    var writer = AnimatedPNGWriter(scale: 2)
    for picture in Self.pictures { writer.append(picture, milliseconds: 100) }
    let file = writer.finish(text: ["ganbrush": "a session"])
    #expect(try PNG.decode(file) == Self.pictures[5].enlarged(by: 2))
    #expect(try PNG.text("ganbrush", in: file) == "a session")
  }

  @Test func `a frame takes the bytes of what has changed`() {
    let large = Picture.noise(width: 100, height: 100)
    var changed = large
    changed[50, 50] = Pixel(0, 0, 0)
    var writer = AnimatedPNGWriter()
    writer.append(large, milliseconds: 100)
    let before = writer.finish().count
    writer.append(changed, milliseconds: 100)
    #expect(writer.finish().count < before + 400)
  }
}
