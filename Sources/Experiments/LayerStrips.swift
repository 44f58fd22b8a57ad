package import Dissection
import Painting
package import Pictures
import Tensors

/// The strips of a layer's units: the pictures that activate each of them most.
///
/// Units like the same pictures, so that each picture is made once for all of them.
package struct LayerStrips {
  /// Width and height of each picture, as in published reports.
  package static let side = 100

  /// By unit: its drawn pictures, the most active first.
  private let drawn: [[Picture]]

  /// Draws all strips of a layer; nil when cancelled.
  ///
  /// - Parameters:
  ///   - layer: The layer.
  ///   - reader: Reads pictures with the features of this layer.
  ///   - isCancelled: Asked before each layer of each picture.
  ///   - progress: Is told how many of the pictures are done.
  /// - Throws: `DissectionError`.
  package init?(
    _ layer: LayerReport, _ reader: SpecimenReader, isCancelled: () -> Bool,
    progress: (_ done: Int, _ count: Int) -> Void
  ) throws(DissectionError) {
    var wanted: [Int: [(unit: Int, rank: Int)]] = [:]
    for unit in layer.units {
      for (rank, picture) in unit.top.prefix(UnitStrip.count).enumerated() {
        wanted[picture.number, default: []].append((unit.unit, rank))
      }
    }
    var found = layer.units.map { unit in
      [Picture?](repeating: nil, count: min(unit.top.count, UnitStrip.count))
    }
    let numbers = wanted.keys.sorted()
    progress(0, numbers.count)
    for start in stride(from: 0, to: numbers.count, by: TallyBlock.size) {
      let block = Array(numbers[start..<min(start + TallyBlock.size, numbers.count)])
      guard let reading = try reader.read(block, isCancelled: isCancelled) else { return nil }
      for specimen in reading.specimens {
        guard let features = specimen.features[layer.layer] else {
          preconditionFailure("no features of \(layer.layer)")
        }
        let picture = Picture(specimen.picture)
        for (unit, rank) in wanted[specimen.number] ?? [] {
          let activated = ActivatedPicture(
            picture, of: unit, in: features, alignment: reader.alignment(of: layer.layer))
          found[unit][rank] = activated.outlined(
            above: Float(layer.units[unit].level), width: Self.side, height: Self.side)
        }
      }
      progress(start + block.count, numbers.count)
    }
    drawn = found.map { $0.compactMap(\.self) }
  }

  /// The strip of a unit; nil where none of its pictures can be read.
  package func strip(of unit: Int) -> Picture? {
    drawn[unit].isEmpty ? nil : UnitStrip.joined(drawn[unit])
  }
}
