import Dissection
package import Files
import Units

/// The arrays of a snapshot: for each layer of the plan five files.
extension DissectionCounts: BlockCounts {
  package func write(to folder: String) throws(OutputError) {
    for (layer, tally) in tallies.enumerated() {
      try Self.write(tally, to: "\(folder)/\(layer)")
    }
  }

  private static func write(_ tally: LayerTally, to prefix: String) throws(OutputError) {
    let (units, concepts) = (tally.units.count, tally.conceptCount)
    var counts = try ArrayFile(
      "\(prefix)-counts.npy", of: .count, shape: [units, concepts, LevelScale.binCount])
    for unit in tally.units { try counts.append(unit.counts) }
    try counts.finish()
    var chance = try ArrayFile(
      "\(prefix)-chance.npy", of: .count, shape: [units, ChanceLevel.replicates, concepts])
    for unit in tally.units { try chance.append(unit.chance) }
    try chance.finish()
    var areas = try ArrayFile("\(prefix)-areas.npy", of: .count, shape: [concepts])
    try areas.append(tally.comparedAreas)
    try areas.finish()
    // Places of pictures that are not there have the highest number.
    let limit = TopPictures.limit
    var pictures = try ArrayFile("\(prefix)-top.npy", of: .count, shape: [units, limit])
    var activations = try ArrayFile("\(prefix)-peaks.npy", of: .float, shape: [units, limit])
    for unit in tally.units {
      let entries = unit.top.entries
      let rest = limit - entries.count
      try pictures.append(entries.map { UInt64($0.id) } + Array(repeating: .max, count: rest))
      try activations.append(entries.map(\.activation) + Array(repeating: 0, count: rest))
    }
    try pictures.finish()
    try activations.finish()
  }

  package init(
    readFrom folder: String, _ plan: DissectionPlan, _ coverage: CountedBlocks
  ) throws(DissectionError) {
    let expected = CountedPictures(coverage, plan)
    var tallies: [LayerTally] = []
    var concepts: [UInt64]?
    for (index, layer) in plan.layers.enumerated() {
      tallies.append(
        try Self.tally(
          layer, concepts: plan.concepts.count, "\(folder)/\(index)", expected, &concepts))
    }
    self.init(tallies: tallies, coverage)
  }

  /// Reads a layer's arrays; the pixels of each concept (`areas`) are the same for every unit of every
  /// layer.
  private static func tally(
    _ layer: LayerSummary, concepts: Int, _ prefix: String, _ expected: CountedPictures,
    _ areas: inout [UInt64]?
  ) throws(DissectionError) -> LayerTally {
    let (units, limit) = (layer.units, TopPictures.limit)
    let (bins, replicates) = (LevelScale.binCount, ChanceLevel.replicates)
    let paths = ["counts", "chance", "areas", "top", "peaks"].map { "\(prefix)-\($0).npy" }
    let (counts, chance, compared, pictures, activations):
      ([UInt64], [UInt64], [UInt64], [UInt64], [Float])
    do {
      counts = try ArrayFile.counts(of: paths[0], shape: [units, concepts, bins])
      chance = try ArrayFile.counts(of: paths[1], shape: [units, replicates, concepts])
      compared = try ArrayFile.counts(of: paths[2], shape: [concepts])
      pictures = try ArrayFile.counts(of: paths[3], shape: [units, limit])
      activations = try ArrayFile.floats(of: paths[4], shape: [units, limit])
    } catch {
      throw .file("\(error)")
    }
    var tallies: [UnitTally] = []
    for unit in 0..<units {
      let bins = counts[unit * concepts * bins..<(unit + 1) * concepts * bins]
      guard let found = expected.areas(bins, concepts), found == areas ?? found else {
        throw .damaged(path: paths[0], unit: unit)
      }
      areas = found
      guard expected.fits(compared, below: found) else {
        throw .damaged(path: paths[2], unit: nil)
      }
      let shuffles = chance[unit * replicates * concepts..<(unit + 1) * replicates * concepts]
      guard expected.fits(chance: shuffles, below: compared) else {
        throw .damaged(path: paths[1], unit: unit)
      }
      let places = unit * limit..<(unit + 1) * limit
      guard let numbers = expected.numbers(pictures[places]) else {
        throw .damaged(path: paths[3], unit: unit)
      }
      let peaks = activations[places]
      let top = TopPictures(
        entries: zip(numbers, peaks).map { TopPictures.Entry(id: $0, activation: $1) })
      guard top.isSorted, peaks.dropFirst(numbers.count).allSatisfy({ $0 == 0 }) else {
        throw .damaged(path: paths[4], unit: unit)
      }
      tallies.append(UnitTally(counts: Array(bins), chance: Array(shuffles), top: top))
    }
    return LayerTally(layer, units: tallies, comparedAreas: compared)
  }
}
