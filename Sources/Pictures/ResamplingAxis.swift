/// Which old positions make each new position along one axis, and with what weights.
struct ResamplingAxis {
  let taps: Int
  /// The first old position of each new one; the window of `taps` never leaves the picture.
  private(set) var starts: [Int] = []
  /// `taps` weights for each new position; their sum is one.
  private(set) var weights: [Float] = []

  init(from old: Int, to new: Int) {
    let scale = Double(old) / Double(new)
    taps = min(old, new >= old ? 4 : Int(scale.rounded(.up)) + 1)
    starts.reserveCapacity(new)
    weights.reserveCapacity(new * taps)
    for position in 0..<new {
      if new >= old {
        let centre = (Double(position) + 0.5) * scale - 0.5
        addCubic(at: min(max(centre, 0), Double(old - 1)), old: old)
      } else {
        addArea(from: Double(position) * scale, to: Double(position + 1) * scale, old: old)
      }
    }
  }

  private mutating func addCubic(at centre: Double, old: Int) {
    let left = Int(centre)
    let t = centre - Double(left)
    let cubic = [
      ((-0.5 * t + 1) * t - 0.5) * t,
      (1.5 * t - 2.5) * t * t + 1,
      ((-1.5 * t + 2) * t + 0.5) * t,
      (0.5 * t - 0.5) * t * t,
    ]
    let start = min(max(left - 1, 0), old - taps)
    var window = [Float](repeating: 0, count: taps)
    for (tap, weight) in cubic.enumerated() {
      let position = min(max(left - 1 + tap, 0), old - 1)
      window[position - start] += Float(weight)
    }
    starts.append(start)
    weights.append(contentsOf: window)
  }

  private mutating func addArea(from lower: Double, to upper: Double, old: Int) {
    let start = min(Int(lower), old - taps)
    for tap in 0..<taps {
      let position = Double(start + tap)
      let covered = min(upper, position + 1) - max(lower, position)
      weights.append(Float(max(covered, 0) / (upper - lower)))
    }
    starts.append(start)
  }

  /// Writes one row of three-channel pixels in its new width.
  func resampleRow(_ row: Span<UInt8>, into rows: inout [Float], at start: Int) {
    let weights = weights.span
    var target = start
    var weight = 0
    for first in starts {
      var sums = SIMD4<Float>.zero
      for source in stride(from: first * 3, to: (first + taps) * 3, by: 3) {
        let pixel = SIMD4(Float(row[source]), Float(row[source + 1]), Float(row[source + 2]), 0)
        sums += weights[weight] * pixel
        weight += 1
      }
      rows[target] = sums.x
      rows[target + 1] = sums.y
      rows[target + 2] = sums.z
      target += 3
    }
  }

  /// Sums the weighted rows that make the new row `position`.
  ///
  /// - Precondition: The rows are as long as `sums`; there are `taps`, row y at y modulo `taps`.
  func blendRows(_ rows: [Float], for position: Int, into sums: inout [Float]) {
    let size = sums.count
    precondition(taps * size <= rows.count, "\(rows.count) values for \(taps) rows of \(size)")
    unsafe sums.withUnsafeMutableBufferPointer { sums in
      unsafe rows.withUnsafeBufferPointer { rows in
        // An index that is added up would be checked for each number by itself.
        func row(of tap: Int) -> UnsafeBufferPointer<Float> {
          let start = (starts[position] + tap) % taps * size
          return unsafe UnsafeBufferPointer(rebasing: rows[start..<start + size])
        }
        if taps == 4 {
          let (one, two) = (weights[position * 4], weights[position * 4 + 1])
          let (three, four) = (weights[position * 4 + 2], weights[position * 4 + 3])
          let (row1, row2) = unsafe (row(of: 0), row(of: 1))
          let (row3, row4) = unsafe (row(of: 2), row(of: 3))
          for index in 0..<size {
            let upper = unsafe one * row1[index] + two * row2[index]
            let lower = unsafe three * row3[index] + four * row4[index]
            unsafe sums[index] = upper + lower
          }
        } else {
          for index in 0..<size { unsafe sums[index] = 0 }
          for tap in 0..<taps {
            let weight = weights[position * taps + tap]
            let row = unsafe row(of: tap)
            for index in 0..<size { unsafe sums[index] += weight * row[index] }
          }
        }
      }
    }
  }
}
