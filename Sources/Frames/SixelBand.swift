import Cells

/// Six rows of a picture, sorted by colour: what is written between two line ends.
///
/// Its work follows the number of pixels, not pixels times colours: each colour has a chain of the
/// columns where it occurs, from left to right.
struct SixelBand {
  private static let none: Int32 = -1

  /// One column of one colour: which of the six pixels have it.
  private struct Link {
    let column: Int32
    var bits: UInt8
    var next: Int32
  }

  /// One colour's chain, and the colour that follows it in the same pass.
  private struct Chain {
    var first = SixelBand.none
    var last = SixelBand.none
    var nextInPass = SixelBand.none
  }

  private let width: Int
  private var links: [Link] = []
  private var chains = [Chain](repeating: Chain(), count: 256)
  /// The colours that occur, in the order of their first columns.
  private var colours: [Int] = []

  init(width: Int) {
    self.width = width
    links.reserveCapacity(width * 6)
  }

  /// Replaces the content by up to six rows of the picture from `top` on.
  mutating func load(_ picture: IndexedPicture, top: Int, registers: [UInt8]) {
    for colour in colours { chains[colour] = Chain() }
    colours.removeAll(keepingCapacity: true)
    links.removeAll(keepingCapacity: true)
    let rows = min(6, picture.height - top)
    let indices = picture.indices.span.extracting(top * width..<(top + rows) * width)
    for column in 0..<width {
      var pixel = column
      for row in 0..<rows {
        let colour = Int(registers[Int(indices[pixel])])
        add(colour, Int32(truncatingIfNeeded: column), bit: 1 << UInt8(row))
        pixel += width
      }
    }
  }

  private mutating func add(_ colour: Int, _ column: Int32, bit: UInt8) {
    let last = chains[colour].last
    if last != Self.none && links[Int(last)].column == column {
      links[Int(last)].bits |= bit
      return
    }
    let link = Int32(truncatingIfNeeded: links.count)
    links.append(Link(column: column, bits: bit, next: Self.none))
    if last == Self.none {
      chains[colour].first = link
      colours.append(colour)
    } else {
      links[Int(last)].next = link
    }
    chains[colour].last = link
  }

  /// Writes the colours in as few passes over the band as a first fit finds.
  mutating func write(to bytes: inout [UInt8]) {
    var passes: [(first: Int, last: Int, end: Int32)] = []
    for colour in colours {
      let start = links[Int(chains[colour].first)].column
      let end = links[Int(chains[colour].last)].column + 1
      if let pass = passes.firstIndex(where: { $0.end <= start }) {
        chains[passes[pass].last].nextInPass = Int32(colour)
        passes[pass].last = colour
        passes[pass].end = end
      } else {
        passes.append((colour, colour, end))
      }
    }
    for (number, pass) in passes.enumerated() {
      if number > 0 { bytes.append(UInt8(ascii: "$")) }
      var column: Int32 = 0
      var colour = Int32(pass.first)
      while colour != Self.none {
        bytes.append(UInt8(ascii: "#"))
        bytes.append(decimal: Int(colour))
        writeChain(Int(colour), column: &column, to: &bytes)
        colour = chains[Int(colour)].nextInPass
      }
    }
  }

  /// Writes one colour's columns as runs, beginning where the pass has come to.
  private func writeChain(_ colour: Int, column: inout Int32, to bytes: inout [UInt8]) {
    var position = chains[colour].first
    while position != Self.none {
      let link = links[Int(position)]
      if link.column > column { Self.writeRun(0, link.column - column, to: &bytes) }
      var length: Int32 = 1
      position = link.next
      while position != Self.none {
        let next = links[Int(position)]
        guard next.bits == link.bits && next.column == link.column + length else { break }
        length += 1
        position = next.next
      }
      Self.writeRun(link.bits, length, to: &bytes)
      column = link.column + length
    }
  }

  /// Writes columns that all have the same pixels set.
  static func writeRun(_ bits: UInt8, _ length: Int32, to bytes: inout [UInt8]) {
    let character = bits + 63
    if length > 3 {
      bytes.append(UInt8(ascii: "!"))
      bytes.append(decimal: Int(length))
      bytes.append(character)
    } else {
      for _ in 0..<length { bytes.append(character) }
    }
  }
}
