package import Cells
import Foundation
package import Testing

/// Compares `grid` with `Snapshots/<name>.txt` beside the calling file.
///
/// `make snapshots` sets RECORD_SNAPSHOTS, which writes the file instead, and fails so that CI
/// cannot record.
package func expectSnapshot(
  _ grid: CellGrid, _ name: String, file: String = #filePath,
  at location: SourceLocation = #_sourceLocation
) throws {
  let url = URL(filePath: file).deletingLastPathComponent().appending(path: "Snapshots/\(name).txt")
  if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] != nil {
    try grid.plainText.write(to: url, atomically: true, encoding: .utf8)
    Issue.record("recorded \(url.lastPathComponent)", sourceLocation: location)
  } else {
    let expected = try String(contentsOf: url, encoding: .utf8)
    #expect(grid.plainText == expected, sourceLocation: location)
  }
}
