import Pictures
import Scenes
import Testing
import Units

@Suite struct SceneTests {
  /// FNV-1a, 64 bits: enough to tell one picture from another.
  private static func hash(_ bytes: [UInt8]) -> UInt64 {
    bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }

  // The world that the shipped models were trained on: who changes these changes that world.
  @Test(
    arguments: [
      (.church, 3, 0xE709_7C41_AC00_5BF3, 0x30B0_A381_058C_6D78),
      (.church, 4, 0x51BA_84E6_48D2_6D63, 0xA57A_83B7_92D7_1A5D),
      (.church, 1099511627776, 0xB077_53B5_B608_E4F5, 0xB772_2100_81E1_0D05),
      (.farm, 5, 0x166E_9BCA_7561_61FC, 0x9C4F_B741_3432_4F70),
      (.village, 6, 0x2FC1_7325_20F1_AC35, 0x0FE1_BDED_26A9_EED5),
      (.castle, 7, 0x7C65_F8C9_EEB7_F729, 0xF62D_E091_81FC_45AC),
      (.forest, 8, 0x556B_93D9_8F01_B3B7, 0xE0B1_C8F3_2917_0460),
      (.lake, 9, 0xDF1B_D48B_1793_3E6A, 0x68F5_AED9_72E9_BAD7),
      (.harbour, 10, 0x558B_8CFF_E57E_EB02, 0x6A41_EF6F_96A2_17A9),
      (.beach, 11, 0x7C0B_663D_3D5C_5AD4, 0xDD62_F743_161B_B8F3),
      (.desert, 12, 0x616F_09A8_F579_F802, 0x3B49_41EF_2E39_B538),
      (.ski, 13, 0xAE47_C396_43C2_9802, 0xD57B_13D4_B04D_D724),
      (.meadow, 14, 0xDD5A_C99A_3BE3_D69B, 0xF96A_2616_CB0E_EBDF),
    ] as [(Category, UInt64, UInt64, UInt64)])
  func `scenes are the same on every machine`(
    category: Category, seed: UInt64, picture: UInt64, labels: UInt64
  ) {
    let scene = Scene(category, seed: seed).rendered(size: 64)
    let found = (Self.hash(scene.picture.bytes), Self.hash(scene.labels.bytes))
    #expect(
      found == (picture, labels),
      "(.\(category.rawValue), \(seed), 0x\(String(found.0, radix: 16)), 0x\(String(found.1, radix: 16))),"
    )
  }

  @Test(arguments: Category.allCases)
  func `a seed is one scene, another seed another`(category: Category) {
    let scene = Scene(category, seed: 11).rendered(size: 48)
    #expect(scene == Scene(category, seed: 11).rendered(size: 48))
    #expect(scene.picture != Scene(category, seed: 12).rendered(size: 48).picture)
  }

  @Test(arguments: Category.allCases)
  func `picture and labels have the size that is asked for`(category: Category) {
    for size in [1, 7, 64, 130] {
      let (picture, labels) = Scene(category, seed: 5).rendered(size: size)
      #expect(picture.width == size && picture.height == size)
      #expect(labels.grid.width == size && labels.bytes.count == size * size)
    }
  }

  @Test(arguments: Category.allCases)
  func `every pixel has a concept, and the sky is above`(category: Category) {
    for seed in UInt64(0)..<20 {
      let labels = Scene(category, seed: seed).rendered(size: 64).labels
      #expect(labels.bytes.allSatisfy { Concept(rawValue: $0) != nil })
      #expect(labels.area(of: .sky) + labels.area(of: .cloud) + labels.area(of: .tree) > 0.15)
    }
  }

  @Test(arguments: Category.allCases)
  func `the labels are of the same scene at every size`(category: Category) {
    for seed in UInt64(0)..<6 {
      let scene = Scene(category, seed: seed)
      let (small, large) = (scene.rendered(size: 64).labels, scene.rendered(size: 256).labels)
      for concept in Concept.allCases {
        // Edges lie anywhere in a pixel: a long thin shape can lose or gain at both sides.
        #expect(
          abs(small.area(of: concept) - large.area(of: concept)) < 0.02, "\(concept) in \(seed)")
      }
    }
  }

  @Test func `the categories take turns in a mixed collection`() {
    let categories = (UInt64(0)..<22).map { Scene(seed: $0).category }
    #expect(categories == Category.allCases + Category.allCases)
    #expect(
      Scene(seed: 13).rendered(size: 32) == Scene(.village, seed: 13).rendered(size: 32))
  }

  @Test func `every concept is somewhere in the world`() {
    var seen: Set<UInt8> = []
    for seed in UInt64(0)..<110 {
      seen.formUnion(Scene(seed: seed).rendered(size: 64).labels.bytes)
    }
    #expect(Concept.allCases.filter { !seen.contains($0.rawValue) } == [])
  }
}

extension SceneTests {
  /// Categories are told apart by what they contain: what every scene of one has, and what none has.
  @Test(
    arguments: [
      (.church, [.door, .wall, .path, .tower], [.boat, .field, .person, .sand]),
      (.farm, [.wall, .roof, .field, .fence], [.boat, .sand]),
      (.village, [.wall, .roof, .window, .path], [.tower, .dome, .boat, .field]),
      (.castle, [.tower, .wall, .door, .path], [.boat, .field, .person]),
      (.forest, [.tree], [.wall, .roof, .water, .person]),
      (.lake, [.water, .tree], [.person, .tower, .sand]),
      (.harbour, [.water, .wall, .roof, .boat], [.field, .person]),
      (.beach, [.sand, .water, .tree, .person], [.wall, .snow]),
      (.desert, [.sand, .rock], [.water, .grass, .wall]),
      (.ski, [.snow, .tree, .mountain], [.grass, .water, .tower]),
      (.meadow, [.fence], [.wall, .water, .person]),
    ] as [(Category, [Concept], [Concept])])
  func `a category has what it is known by`(
    category: Category, present: [Concept], absent: [Concept]
  ) {
    for seed in UInt64(0)..<30 {
      let labels = Scene(category, seed: seed).rendered(size: 96).labels
      for concept in present {
        #expect(labels.area(of: concept) > 0, "no \(concept) in \(category) \(seed)")
      }
      for concept in absent {
        #expect(labels.area(of: concept) == 0, "\(concept) in \(category) \(seed)")
      }
    }
  }

  @Test func `what chance gives a church has a name, and is what the scene shows`() throws {
    var columns: [String: [SceneDraw]] = [:]
    for seed in UInt64(0)..<200 {
      let (scene, draws) = Scene.recorded(.church, seed: seed)
      for draw in draws {
        columns[draw.name, default: []].append(draw)
        let most = draw.chances.isEmpty ? 1 : Float(draw.chances.count)
        #expect(draw.value >= 0 && draw.value < most, "\(draw.name)")
      }
      // The same numbers make the scene, whether they are written down or not.
      let (picture, labels) = scene.rendered(size: 48)
      #expect(picture == Scene(.church, seed: seed).rendered(size: 48).picture)
      let season = try #require(draws.first { $0.name == "season" })
      let snow = labels.bytes.count { $0 == Concept.snow.rawValue }
      #expect((season.value == 3) == (snow > 100), "\(seed)")
    }
    #expect(columns.count > 100)
    // One chance a name, alike in all scenes.
    for (name, draws) in columns {
      #expect(Set(draws.map(\.chances)).count == 1, "\(name)")
      #expect(draws.count <= 200, "\(name)")
    }
    let across = columns["church across"]?.map(\.value) ?? []
    #expect(across.count == 200 && abs(across.reduce(0, +) / 200 - 0.5) < 0.1)
  }
}
