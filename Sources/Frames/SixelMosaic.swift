import Cells
import Pictures

/// A picture of squares, each as high as some bands of sixels: a band is then a single row of runs.
struct SixelMosaic {
  /// The rows of pixels in a band.
  private static let bandHeight = 6

  private let width: Int
  private let height: Int
  /// The edge of a square, in pixels.
  let edge: Int
  /// A pixel for each square: the mean of what it covers.
  let squares: Picture

  /// - Parameters:
  ///   - picture: What it shows.
  ///   - bands: How many bands a square is high.
  init(_ picture: Picture, bands: Int) {
    (width, height, edge) = (picture.width, picture.height, bands * Self.bandHeight)
    let (width, height, edge) = (width, height, edge)
    squares = Picture(
      width: (width + edge - 1) / edge, height: (height + edge - 1) / edge
    ) { column, row in
      picture.meanColour(
        x: column * edge, y: row * edge, width: min(edge, width - column * edge),
        height: min(edge, height - row * edge))
    }
  }

  /// Writes the bands, a row of runs each.
  ///
  /// - Parameters:
  ///   - squares: The squares in few colours.
  ///   - registers: The number of each colour.
  /// - Returns: What stands between the colours of a sixel and its end.
  func encode(_ squares: IndexedPicture, registers: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    for top in stride(from: 0, to: height, by: Self.bandHeight) {
      if top > 0 { bytes.append(UInt8(ascii: "-")) }
      let rows = min(Self.bandHeight, height - top)
      let row = top / edge
      let line = squares.indices[row * squares.width..<(row + 1) * squares.width]
      var start = 0
      while start < squares.width {
        let colour = line[line.startIndex + start]
        let end = line[(line.startIndex + start)...].firstIndex { $0 != colour } ?? line.endIndex
        let next = end - line.startIndex
        bytes.append(UInt8(ascii: "#"))
        bytes.append(decimal: Int(registers[Int(colour)]))
        let length = min(next * edge, width) - start * edge
        SixelBand.writeRun((1 << UInt8(rows)) - 1, Int32(length), to: &bytes)
        start = next
      }
    }
    return bytes
  }
}
