import Checkpoints
import Tensors
import Testing
import Units

@Suite struct LatentTests {
  @Test func `every row of the fixture is numpy's, bit by bit`() throws {
    let fixture = try Fixture.open("latents")
    #expect(fixture.entries.count > 25)
    for entry in fixture.entries {
      let parts = entry.name.split(separator: "/")
      let seed = try #require(UInt32(parts[0]))
      let count = try #require(Int(parts[1]))
      let id = try #require(Int(parts[2]))
      let expected = try fixture.tensor(entry.name).elements
      #expect(Latent(seed: seed, id: id).values(count: count) == expected, "\(entry.name)")
    }
  }

  @Test(arguments: [
    (0, [1.6243454, -0.6117564, -0.5281718]),
    (1, [0.16986926, -1.164008]),
    (2, [0.67930114, 1.427547]),
    (489, [-0.70762366, 1.1408352, -2.5541694]),
    (726, [0.20559311, 0.45467076, 2.0785923]),
  ])
  func `published ids begin as published`(id: Int, start: [Float]) {
    #expect(Array(Latent(id: id).values(count: 512).prefix(start.count)) == start)
  }

  @Test func `rows of odd length continue one stream`() {
    let rows = (0..<10).flatMap { Latent(seed: 5, id: $0).values(count: 7) }
    #expect(rows == Latent(seed: 5, id: 0).values(count: 70))
  }

  @Test func `neighbouring ids can be drawn at once`() {
    let rows = Latent.rows(seed: 5, ids: 3..<6, count: 7)
    #expect(rows == (3..<6).map { Latent(seed: 5, id: $0).values(count: 7) })
  }

  @Test func `an id below zero is a programmer's error`() async {
    await #expect(processExitsWith: .failure) { _ = Latent(id: -1).values(count: 2) }
  }
}
