import Checkpoints
import FoundationEssentials
import Networks
import Painting
import Tensors
import Testing
import Units

/// Strokes and what GANPaint's definition makes of them, written by `Fixtures/make_fixtures.py`.
struct Fixture: Decodable {
  /// The composed alphas and values of one unit, row by row.
  struct Map: Decodable {
    let alphas: [Float]
    let values: [Float]
  }

  /// Rows and columns of each layer's grid.
  let layers: [String: [Int]]
  /// By layer and unit.
  let expected: [String: [String: Map]]

  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Fixtures")

  init(_ name: String) throws {
    self = try JSONDecoder().decode(Fixture.self, from: Data(try Self.bytes("\(name).json")))
  }

  static func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: folder.appending(path: name)))
  }

  /// The layers with 16 units each.
  var summaries: [LayerSummary] {
    layers.map { name, grid in
      LayerSummary(
        name: LayerName(rawValue: name), units: 16, grid: Grid(height: grid[0], width: grid[1]))
    }
  }

  // MARK: A small generator

  /// The checkpoint of a DCGAN with 4×4, 8×8 and 16×16 cells and pictures of 32×32 pixels.
  static let checkpointPath = folder.deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "NetworksTests/Fixtures/dcgan.safetensors").path

  static func generator() throws -> Generator {
    try Generator(try Checkpoint(contentsOf: checkpointPath))
  }
}

extension Mask {
  /// A bit for each cell, row by row.
  var bits: [Bool] {
    (0..<grid.count).map { contains(row: $0 / grid.width, column: $0 % grid.width) }
  }

  /// The shares of all cells of another grid.
  func shares(on target: Grid, by pooling: Pooling) -> [Float] {
    let coverage = pooled(to: target, by: pooling)
    var shares = [Float](repeating: 0, count: target.count)
    var found = coverage.shares.makeIterator()
    for row in coverage.region.rows {
      for column in coverage.region.columns {
        shares[row * target.width + column] = found.next() ?? .nan
      }
    }
    return shares
  }
}
