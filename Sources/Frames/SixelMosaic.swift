import Cells
import Pictures

/// A picture of squares, each as high as a band of sixels: a band is then a single row of runs.
struct SixelMosaic {
  /// The edge of a square, in pixels.
  private static let edge = 6

  private let width: Int
  private let height: Int
  /// A pixel for each square: the mean of what it covers.
  let squares: Picture

  init(_ picture: Picture) {
    (width, height) = (picture.width, picture.height)
    let (width, height, edge) = (width, height, Self.edge)
    squares = Picture(
      width: (width + edge - 1) / edge, height: (height + edge - 1) / edge
    ) { column, row in
      picture.meanColour(
        x: column * edge, y: row * edge, width: min(edge, width - column * edge),
        height: min(edge, height - row * edge))
    }
  }

  /// Writes the bands, a row of squares each.
  ///
  /// - Parameters:
  ///   - squares: The squares in few colours.
  ///   - registers: The number of each colour.
  /// - Returns: What stands between the colours of a sixel and its end.
  func encode(_ squares: IndexedPicture, registers: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    for row in 0..<squares.height {
      if row > 0 { bytes.append(UInt8(ascii: "-")) }
      let rows = min(Self.edge, height - row * Self.edge)
      let line = squares.indices[row * squares.width..<(row + 1) * squares.width]
      var start = 0
      while start < squares.width {
        let colour = line[line.startIndex + start]
        let end = line[(line.startIndex + start)...].firstIndex { $0 != colour } ?? line.endIndex
        let next = end - line.startIndex
        bytes.append(UInt8(ascii: "#"))
        bytes.append(decimal: Int(registers[Int(colour)]))
        let length = min(next * Self.edge, width) - start * Self.edge
        SixelBand.writeRun((1 << UInt8(rows)) - 1, Int32(length), to: &bytes)
        start = next
      }
    }
    return bytes
  }
}
