import Dissection
import Units

/// The pictures whose counts a snapshot should hold, and what these add up to.
struct CountedPictures {
  private let blocks: [Range<Int>]
  private let plan: DissectionPlan
  /// How many were read.
  private let count: Int
  /// Their pixels.
  private let pixels: UInt64
  /// Pixels of those in blocks of more than one, which chance is made of.
  private let comparedPixels: UInt64

  init(_ coverage: CountedBlocks, _ plan: DissectionPlan) {
    self.plan = plan
    blocks = coverage.ranges
    let counts = coverage.pictureCounts(of: plan)
    count = counts.reduce(0, +)
    pixels = UInt64(count * plan.labelGrid.count)
    comparedPixels = UInt64(counts.filter { $0 > 1 }.reduce(0, +) * plan.labelGrid.count)
  }

  /// The pixels of each concept in a unit's bins; nil where they are not all pixels of the pictures.
  func areas(_ bins: ArraySlice<UInt64>, _ concepts: Int) -> [UInt64]? {
    let size = LevelScale.binCount
    var areas: [UInt64] = []
    for start in stride(from: bins.startIndex, to: bins.endIndex, by: size) {
      guard let area = Self.sum(bins[start..<start + size]) else { return nil }
      areas.append(area)
    }
    return Self.sum(areas[...]) == pixels ? areas : nil
  }

  /// Whether the pixels of each concept that were compared are all of them, and no more than there are.
  func fits(_ compared: [UInt64], below areas: [UInt64]) -> Bool {
    Self.sum(compared[...]) == comparedPixels && zip(compared, areas).allSatisfy { $0 <= $1 }
  }

  /// Whether each shuffle of a unit has as many active pixels, and of no concept more than there are.
  func fits(chance: ArraySlice<UInt64>, below compared: [UInt64]) -> Bool {
    let concepts = compared.count
    var active: UInt64?
    for start in stride(from: chance.startIndex, to: chance.endIndex, by: concepts) {
      let shuffle = chance[start..<start + concepts]
      guard zip(shuffle, compared).allSatisfy({ $0 <= $1 }), let sum = Self.sum(shuffle),
        sum == active ?? sum
      else { return false }
      active = sum
    }
    return true
  }

  /// The numbers of the pictures that activate a unit most; nil where they are not as many different ones
  /// of the pictures as there must be.
  func numbers(_ places: ArraySlice<UInt64>) -> [Int]? {
    let wanted = min(count, places.count)
    let numbers = places.prefix(wanted).compactMap { Int(exactly: $0) }
    guard numbers.count == wanted, places.dropFirst(wanted).allSatisfy({ $0 == .max }),
      Set(numbers).count == wanted,
      numbers.allSatisfy({ number in
        number < plan.specimens.count
          && blocks.contains { $0.contains(number / TallyBlock.size) }
      })
    else { return nil }
    return numbers
  }

  /// Nil for a sum that no number of pixels reaches.
  private static func sum(_ numbers: ArraySlice<UInt64>) -> UInt64? {
    var sum: UInt64 = 0
    for number in numbers {
      let (more, isTooLarge) = sum.addingReportingOverflow(number)
      guard !isTooLarge else { return nil }
      sum = more
    }
    return sum
  }
}
