import Reports
import Testing

@Suite struct LinearScaleTests {
  @Test func `an axis turns values into places, upwards, too`() {
    let scale = LinearScale(from: 0...4, to: (100, 20))
    #expect([0, 1, 4].map { scale($0) } == [100, 80, 20])
  }

  @Test(
    arguments: [
      (0.0...0.4, 8, 9, 2), (0...1, 4, 3, 1), (0...3000, 4, 4, 0), (-1...1, 4, 5, 1),
      (0.003...0.0041, 4, 3, 4),
    ] as [(ClosedRange<Double>, Int, Int, Int)])
  func `ticks are round and within the axis`(
    values: ClosedRange<Double>, wanted: Int, count: Int, decimals: Int
  ) {
    let ticks = LinearScale(from: values, to: (0, 1)).ticks(wanted)
    #expect(ticks.values.count == count && ticks.decimals == decimals, "\(ticks)")
    #expect(
      ticks.values.allSatisfy { values.lowerBound - 1e-9 <= $0 && $0 <= values.upperBound + 1e-9 })
  }
}
