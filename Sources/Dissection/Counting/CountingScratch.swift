import CVectors
import Tensors
import Units

/// Memory in which a worker counts the units of a block, one after another.
///
/// Counts of a block fit 32 bits; they are added to the tally's when the block is done.
struct CountingScratch {
  private let sampling: GridSampling
  private let conceptCount: Int
  private let pictures: Int
  /// A unit's features at the columns of the labels.
  private var columns: [Float]
  /// A unit's features at the pixels of the labels.
  private var pixels: [Float]
  private var bins: [UInt8]
  /// Pixels by concept and bin, of every other pixel.
  private(set) var even: [UInt32]
  private(set) var odd: [UInt32]
  /// The pixels above the level for the top 1 %, picture after picture.
  private var active: [UInt32]
  /// Where those of each picture lie.
  private var ranges: [Range<Int>]
  /// Active pixels by picture, partner and concept.
  private var pairs: [UInt32]
  /// Active pixels by replicate and concept.
  private(set) var chance: [UInt32]

  init(_ block: TallyBlock, conceptCount: Int) {
    sampling = block.sampling
    self.conceptCount = conceptCount
    pictures = block.observations.count
    let target = sampling.target.count
    precondition(pictures * target < 1 << 32, "\(pictures) pictures of \(target) pixels")
    columns = Array(repeating: 0, count: sampling.scratchCount)
    pixels = Array(repeating: 0, count: target)
    bins = Array(repeating: 0, count: target)
    even = Array(repeating: 0, count: conceptCount * LevelScale.binCount)
    odd = even
    active = Array(repeating: 0, count: pictures * target)
    ranges = []
    pairs = Array(repeating: 0, count: pictures * pictures * conceptCount)
    chance = Array(repeating: 0, count: block.pairing.partners.count * conceptCount)
  }

  /// Forgets what was counted of another unit.
  mutating func clear() {
    for index in even.indices { even[index] = 0 }
    for index in odd.indices { odd[index] = 0 }
    for index in chance.indices { chance[index] = 0 }
    ranges.removeAll(keepingCapacity: true)
  }

  /// Counts a unit's features in the next picture.
  ///
  /// - Parameters:
  ///   - features: The unit's cells, row by row.
  ///   - labels: The concepts of all pixels, below `conceptCount`.
  ///   - scale: The unit's.
  mutating func count(
    _ features: UnsafeBufferPointer<Float>, _ labels: UnsafePointer<UInt16>, _ scale: LevelScale
  ) {
    unsafe columns.withUnsafeMutableBufferPointer { columns in
      unsafe pixels.withUnsafeMutableBufferPointer { pixels in
        unsafe sampling.read(features, columns, into: pixels)
      }
    }
    unsafe Processor.kernels.number_bins(pixels, pixels.count, scale.levels, &bins)
    let start = ranges.last?.upperBound ?? 0
    let found = unsafe active.withUnsafeMutableBufferPointer { active in
      guard let active = active.baseAddress else { return 0 }
      return unsafe Processor.kernels.count_pixels(
        bins, labels, bins.count, Int32(LevelScale.topNumber), &even, &odd, active + start)
    }
    ranges.append(start..<start + found)
  }

  /// Counts the active pixels of each picture by the concepts of the others.
  mutating func compare(_ block: borrowing TallyBlock) {
    let shown = ranges.indices.filter { !ranges[$0].isEmpty }
    guard !shown.isEmpty, !block.pairing.partners.isEmpty else { return }
    let concepts = conceptCount
    unsafe active.withUnsafeBufferPointer { active in
      unsafe pairs.withUnsafeMutableBufferPointer { pairs in
        unsafe chance.withUnsafeMutableBufferPointer { chance in
          guard let active = active.baseAddress, let pairs = pairs.baseAddress,
            let chance = chance.baseAddress
          else { return }
          // Every pair is counted once, and each replicate takes those that it needs.
          for picture in shown {
            let (start, row) = (ranges[picture].lowerBound, picture * pictures * concepts)
            unsafe (pairs + row).update(repeating: 0, count: pictures * concepts)
            for other in 0..<pictures where other != picture {
              unsafe Processor.kernels.count_labels(
                active + start, ranges[picture].count, block.observations[other].labels.numbers,
                pairs + row + other * concepts)
            }
          }
          for (replicate, partners) in block.pairing.partners.enumerated() {
            for picture in shown {
              unsafe Processor.kernels.add_counts(
                pairs + (picture * pictures + partners[picture]) * concepts, concepts,
                chance + replicate * concepts)
            }
          }
        }
      }
    }
  }
}
