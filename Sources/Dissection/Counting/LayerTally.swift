import Tensors
package import Units

/// The tallies of all units of a layer, and how large each concept is.
package struct LayerTally: Equatable, Sendable {
  package let layer: LayerSummary
  package let conceptCount: Int
  package private(set) var units: [UnitTally]
  /// Pixels of each concept in blocks of more than one picture, which chance is made of.
  package private(set) var comparedAreas: [UInt64]

  /// Begins with nothing counted.
  package init(_ layer: LayerSummary, conceptCount: Int) {
    self.init(
      layer, units: Array(repeating: UnitTally(conceptCount: conceptCount), count: layer.units),
      comparedAreas: Array(repeating: 0, count: conceptCount))
  }

  /// Takes what was counted before.
  ///
  /// - Precondition: There is a tally for each unit of the layer.
  package init(_ layer: LayerSummary, units: [UnitTally], comparedAreas: [UInt64]) {
    precondition(units.count == layer.units, "\(units.count) tallies for \(layer.units) units")
    self.layer = layer
    conceptCount = comparedAreas.count
    self.units = units
    self.comparedAreas = comparedAreas
  }

  /// Adds the counts of other pictures.
  ///
  /// - Precondition: They are of the same layer and concepts.
  package mutating func add(_ other: LayerTally) {
    precondition(layer == other.layer && conceptCount == other.conceptCount)
    for unit in units.indices { units[unit].add(other.units[unit]) }
    for index in comparedAreas.indices { comparedAreas[index] += other.comparedAreas[index] }
  }

  /// Counts a block of pictures; workers share the units.
  ///
  /// - Parameters:
  ///   - block: The pictures.
  ///   - scales: One for each unit.
  /// - Precondition: Labels are below `conceptCount`, and features have the layer's size.
  package mutating func count(_ block: TallyBlock, scales: [LevelScale]) {
    precondition(scales.count == layer.units, "\(scales.count) scales for \(layer.units) units")
    for observation in block.observations {
      precondition(observation.labels.numbers.allSatisfy { Int($0) < conceptCount })
    }
    var scratch = Array(
      repeating: CountingScratch(block, conceptCount: conceptCount), count: Workers.count)
    unsafe units.withUnsafeMutableBufferPointer { units in
      unsafe scratch.withUnsafeMutableBufferPointer { scratch in
        nonisolated(unsafe) let (units, scratch) = unsafe (units, scratch)
        unsafe Workers.run(units.count) { unit, worker in
          unsafe units[unit].count(block, unit: unit, scale: scales[unit], in: &scratch[worker])
        }
      }
    }
    guard !block.pairing.partners.isEmpty else { return }
    for observation in block.observations {
      for number in observation.labels.numbers { comparedAreas[Int(number)] += 1 }
    }
  }
}
