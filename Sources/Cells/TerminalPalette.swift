/// Colours that terminals know by number, and which of them looks most like a wanted one.
struct TerminalPalette: Sendable {
  /// The eight colours that the oldest terminals have, and eight brighter ones.
  static let ansi16 = TerminalPalette(ansi, firstNumber: 0, correction: 0.5)
  /// The cube and the greys of the 256; the first sixteen are left out because themes change them.
  static let xterm256 = TerminalPalette(cube + greys, firstNumber: 16, correction: 0.25)

  private let firstNumber: Int
  /// How much of the light that is missing the next colour of a mixture adds.
  ///
  /// All of it would speckle even surfaces. Over generated pictures, blurred as from afar and by
  /// CIELAB, mixtures of the 256 are 3.7 away from the original and the nearest colours 7.2; of the
  /// sixteen it is 12 and 29.
  private let correction: Float
  private let colours: [(UInt8, UInt8, UInt8)]
  private let lights: [SIMD3<Float>]
  private let lightness: [Float]
  private let search: NearestColour

  private init(_ colours: [(UInt8, UInt8, UInt8)], firstNumber: Int, correction: Float) {
    self.firstNumber = firstNumber
    self.correction = correction
    self.colours = colours
    lights = colours.map { CIELAB.light($0.0, $0.1, $0.2) }
    let points = lights.map(CIELAB.point)
    lightness = points.map(\.x)
    search = NearestColour(points)
  }

  /// The number of the colour that looks most like this one.
  func number(nearestTo red: UInt8, _ green: UInt8, _ blue: UInt8) -> Int {
    firstNumber + search.index(of: CIELAB.point(CIELAB.light(red, green, blue)))
  }

  /// The colour with a number, as xterm shows it.
  func colour(_ number: Int) -> Colour {
    let colour = colours[number - firstNumber]
    return .rgb(colour.0, colour.1, colour.2)
  }

  // MARK: Mixtures

  /// Numbers from dark to bright, one for each rank of `DitherMatrix`, whose light together comes
  /// near to that of a colour.
  func mixture(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> [Int] {
    let wanted = CIELAB.light(red, green, blue)
    var missing = SIMD3<Float>.zero
    var indices: [Int] = []
    for _ in 0..<DitherMatrix.count {
      let light = (wanted + correction * missing).clamped(
        lowerBound: .zero, upperBound: .one)
      let index = search.index(of: CIELAB.point(light))
      indices.append(index)
      missing += wanted - lights[index]
    }
    return indices.sorted { lightness[$0] < lightness[$1] }.map { firstNumber + $0 }
  }

  // MARK: Colours

  /// The first sixteen as xterm shows them; people change them, but not beyond recognition.
  private static let ansi: [(UInt8, UInt8, UInt8)] = [
    (0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0), (0, 0, 238), (205, 0, 205), (0, 205, 205),
    (229, 229, 229), (127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0), (92, 92, 255),
    (255, 0, 255), (0, 255, 255), (255, 255, 255),
  ]

  private static let cube: [(UInt8, UInt8, UInt8)] = {
    let values: [UInt8] = [0, 95, 135, 175, 215, 255]
    return values.flatMap { red in
      values.flatMap { green in values.map { blue in (red, green, blue) } }
    }
  }()

  private static let greys: [(UInt8, UInt8, UInt8)] = (0..<24).map { step in
    let value = UInt8(8 + 10 * step)
    return (value, value, value)
  }
}
