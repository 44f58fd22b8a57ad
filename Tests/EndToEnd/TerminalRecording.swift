import Foundation
import Pictures
import TestSupport

/// What a program has written to a terminal: pictures, and the cells between them.
struct TerminalRecording {
  private static let begin = "\u{1B}7\u{1B}[m\u{1B}7"
  /// What follows the returns of the cursor: a question, which after a loss names itself.
  private static let ends = ["\u{1B}8\u{1B}8\u{1B}[5n", "\u{1B}8\u{1B}8\u{1B}7\u{1B}[2;"]

  /// The pictures that are complete, each from the saving of the cursor to its return.
  private(set) var frames: [[UInt8]] = []
  /// Everything else, with a line feed where a picture was.
  private(set) var cells = ""

  init(_ bytes: [UInt8]) {
    let data = Data(bytes)
    var rest = data[...]
    var outside = Data()
    while let first = rest.firstRange(of: Data(Self.begin.utf8)) {
      outside += rest[..<first.lowerBound] + Data("\n".utf8)
      // The inner pair is the frame's own.
      let lasts = Self.ends.compactMap { rest[first.upperBound...].firstRange(of: Data($0.utf8)) }
      guard let last = lasts.min(by: { $0.lowerBound < $1.lowerBound }) else {
        rest = rest[rest.endIndex...]
        break
      }
      frames.append(Array(rest[(first.upperBound - 2)..<(last.lowerBound + 2)]))
      rest = rest[last.upperBound...]
    }
    cells = String(decoding: outside + rest, as: UTF8.self)
  }

  /// What a person sees where pictures are, from the `first` picture on.
  ///
  /// - Throws: If anything but a picture is inside a picture.
  func screen(isSixel: Bool, from first: Int = 0) throws -> PictureScreen {
    var screen = PictureScreen(
      columns: PseudoTerminal.columns, rows: PseudoTerminal.rows,
      cellWidth: isSixel ? PseudoTerminal.cellWidth : 1,
      cellHeight: isSixel ? PseudoTerminal.cellHeight : 2)
    for frame in frames.dropFirst(first) { try screen.write(frame) }
    return screen
  }

  /// The place of the first picture that has sixels.
  var firstSixel: Int? { frames.firstIndex { Self.sixel(in: $0) != nil } }

  /// The first sixel sequence, from ESC P to ESC \.
  var firstSixelSequence: [UInt8]? { frames.lazy.compactMap { Self.sixel(in: $0) }.first }

  private static func sixel(in frame: [UInt8]) -> [UInt8]? {
    let data = Data(frame)
    guard let start = data.firstRange(of: Data("\u{1B}P".utf8)),
      let end = data[start.upperBound...].firstRange(of: Data("\u{1B}\\".utf8))
    else { return nil }
    return Array(data[start.lowerBound..<end.upperBound])
  }
}
