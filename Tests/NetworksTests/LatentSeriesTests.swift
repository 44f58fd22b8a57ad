import Testing
import Units

@Suite struct LatentSeriesTests {
  @Test func `ids in any order have the values that they have alone`() {
    var series = LatentSeries(seed: 5, count: 7)
    for id in [0, 1, 4, 4, 2, 9] {
      #expect(series.values(id: id) == Latent(seed: 5, id: id).values(count: 7), "id \(id)")
    }
  }
}
