import Checkpoints
import Foundation
import Networks
import Painting
import Pictures
import Scenes
import Tensors
import Testing
import Units

extension EndToEndTests {
  /// `segment` and `classify`, with the networks of NetworksTests.
  struct SeeingTests {
    private let workspace: Workspace

    init() throws { workspace = try Workspace() }

    private static let segmenter = Workspace.network("segmenter")

    private func draw(_ name: String, width: Int, height: Int, seed: UInt64 = 5) throws -> Picture {
      try workspace.draw(name, width: width, height: height, seed: seed)
    }

    // MARK: Label maps

    /// The numbers of a label map by its colours, which differ.
    private func numbers(_ name: String, _ colours: [Pixel]) throws -> [Int] {
      let picture = try workspace.picture(name)
      return try (0..<picture.height).flatMap { y in
        try (0..<picture.width).map { x in try #require(colours.firstIndex(of: picture[x, y])) }
      }
    }

    /// What the fixture's five concepts look like: three are of the world, two are not.
    private let colours = [
      Concept.sky.colour, Concept.tree.colour, Concept.wall.colour, Pixel(242, 61, 220),
      Pixel(45, 179, 156),
    ]

    @Test func `a picture of the segmenter's size gets the labels of the network`() throws {
      let picture = try draw("a.png", width: 32, height: 32)
      let outcome = try workspace.run(
        "segment", "a.png", "--out", "labels.png", "--model", Self.segmenter)
      #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
      let segmenter = try Segmenter(try Checkpoint(contentsOf: Self.segmenter))
      let expected = try segmenter.labels(of: [picture.tensor])[0]
      let text = try PNG.text("concepts", in: try workspace.bytes("labels.png"))
      #expect(text == "sky tree wall rust moss")
      let palette = colours
      #expect(try numbers("labels.png", palette) == expected.numbers.map { Int($0) })
      #expect(Set(expected.numbers).count > 1)
      // The table has the shares, the largest first.
      let lines = outcome.output.split(separator: "\n").map(String.init)
      #expect(lines[0] == "a.png  32×32")
      let counts = (0..<5).map { number in expected.numbers.count { $0 == number } }
      #expect(lines.count == 1 + counts.count { $0 > 0 })
      let best = try #require(counts.indices.max { counts[$0] < counts[$1] })
      let share = String(format: "%.1f %%", Double(counts[best]) / 10.24)
      #expect(lines[1].hasPrefix("  \(segmenter.concepts[best])"), "\(outcome.output)")
      #expect(lines[1].contains(share) && lines[1].hasSuffix("█"), "\(outcome.output)")
    }

    @Test func `several pictures get a folder of label maps, and one object of JSON`() throws {
      for (name, width) in [("a.png", 32), ("b.png", 48), ("c.png", 32)] {
        _ = try draw(name, width: width, height: 32, seed: UInt64(width))
      }
      let outcome = try workspace.run(
        "segment", "a.png", "b.png", "c.png", "--out", "maps", "--model", Self.segmenter, "--json")
      #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
      struct Answer: Decodable {
        struct Picture: Decodable {
          struct Concept: Decodable {
            let name: String
            let share: Double
          }
          let picture: String
          let labels: String
          let width: Int
          let height: Int
          let concepts: [Concept]
        }
        let model: String
        let pictures: [Picture]
      }
      let answer = try JSONDecoder().decode(Answer.self, from: Data(outcome.output.utf8))
      #expect(answer.model == Self.segmenter)
      #expect(answer.pictures.map(\.picture) == ["a.png", "b.png", "c.png"])
      #expect(answer.pictures.map(\.width) == [32, 48, 32])
      for picture in answer.pictures {
        #expect(picture.labels == "maps/\(picture.picture.dropLast(4))-labels.png")
        let found = try numbers(picture.labels, colours)
        #expect(found.count == picture.width * picture.height)
        for concept in picture.concepts {
          let number = try #require(
            ["sky", "tree", "wall", "rust", "moss"].firstIndex(of: concept.name))
          #expect(concept.share == Double(found.count { $0 == number }) / Double(found.count))
        }
        #expect(picture.concepts.map(\.share) == picture.concepts.map(\.share).sorted(by: >))
      }
    }

    @Test func `a single picture's map goes into a folder that is there`() throws {
      _ = try draw("a.png", width: 16, height: 16)
      try FileManager.default.createDirectory(
        atPath: workspace.path("maps"), withIntermediateDirectories: true)
      let outcome = try workspace.run(
        "segment", "a.png", "--out", "maps", "--model", Self.segmenter)
      #expect(outcome.status == 0 && workspace.holds("maps/a-labels.png"), "\(outcome.errors)")
    }

    // MARK: Categories

    @Test func `the likeliest categories come first`() throws {
      let picture = try draw("a.png", width: 80, height: 60)
      let outcome = try workspace.run(
        "classify", "a.png", "--model", Workspace.network("vgg"), "--top", "3")
      #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
      let classifier = try Classifier(try Checkpoint(contentsOf: Workspace.network("vgg")))
      let seen = picture.cropped(x: 10, y: 0, width: 60, height: 60).resized(width: 48, height: 48)
      let likely = try #require(try classifier.classify(seen.tensor)).probabilities
      let order = likely.indices.sorted { likely[$0] > likely[$1] }
      let lines = outcome.output.split(separator: "\n").map(String.init)
      #expect(lines.count == 4 && lines[0] == "a.png")
      for (line, number) in zip(lines.dropFirst(), order) {
        #expect(line.hasPrefix("  \(classifier.classes[number])"), "\(outcome.output)")
        #expect(line.contains(String(format: "%.1f %%", 100 * likely[number])))
      }
    }

    @Test(arguments: ["vgg16", "alexnet", "resnet"])
    func `classes of published checkpoints have numbers`(name: String) throws {
      let picture = try draw("a.png", width: 64, height: 64)
      let outcome = try workspace.run(
        "classify", "a.png", "--model", Workspace.network(name), "--json")
      #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
      struct Answer: Decodable {
        struct Picture: Decodable {
          struct Category: Decodable {
            let name: String
            let probability: Double
          }
          let picture: String
          let categories: [Category]
        }
        let pictures: [Picture]
      }
      let answer = try JSONDecoder().decode(Answer.self, from: Data(outcome.output.utf8))
      let found = try #require(answer.pictures.first).categories
      let classifier = try Classifier(try Checkpoint(contentsOf: Workspace.network(name)))
      let size = classifier.pictureSize
      var seen = picture.resized(width: size.width, height: size.height).tensor
      // As torchvision prepares pictures.
      for (channel, colour) in [(0.485, 0.229), (0.456, 0.224), (0.406, 0.225)].enumerated() {
        for index in channel * size.count..<(channel + 1) * size.count {
          let value = (Double(seen.elements[index]) + 1) / 2
          seen.elements[index] = Float((value - colour.0) / colour.1)
        }
      }
      let likely = try #require(try classifier.classify(seen)).probabilities
      #expect(found.count == 5)
      for category in found {
        let number = try #require(Int(category.name.dropFirst("class ".count)))
        #expect(category.name == "class \(number)")
        #expect(abs(category.probability - Double(likely[number])) < 1e-4)
      }
    }

    // MARK: Installed networks

    @Test func `installed networks are found by name, listed and described`() throws {
      let missing = try workspace.run("segment", "a.png", "--model", "no-such-segmenter")
      #expect(missing.status == 1)
      #expect(missing.errors.contains("no file and no segmenter 'no-such-segmenter'"))
      let folder = workspace.path("assets/Models")
      for (model, kind, fixture) in [
        ("world-segmenter", "segmenter", "segmenter"), ("world-classifier", "classifier", "vgg"),
      ] {
        try FileManager.default.createDirectory(
          atPath: "\(folder)/\(model)", withIntermediateDirectories: true)
        try FileManager.default.copyItem(
          atPath: Workspace.network(fixture), toPath: "\(folder)/\(model)/\(kind).safetensors")
      }
      workspace.environment["GANBRUSH_ASSETS"] = workspace.path("assets")
      _ = try draw("a.png", width: 40, height: 40)
      let labels = try workspace.run("segment", "a.png", "--out", "labels.png")
      #expect(labels.status == 0 && labels.output.contains("rust"), "\(labels.errors)")
      let category = try workspace.run("classify", "a.png")
      #expect(category.status == 0 && category.output.contains("quarry"), "\(category.errors)")
      let list = try workspace.run("models")
      #expect(
        list.output.contains(
          "world-segmenter  U-Net, 32×32 px, segmenter of 5 concepts  (default)"))
      #expect(
        list.output.contains(
          """
          world-classifier  VGG with batch normalization, 48×48 px, classifier of 4 categories  \
          (default)
          """), "\(list.output)")
      let about = try workspace.run("models", "inspect", "world-segmenter")
      #expect(about.output.contains("architecture  U-Net\n"), "\(about.output)\(about.errors)")
      #expect(about.output.contains("concepts      5: sky, tree, wall, rust, moss\n"))
      #expect(about.output.contains("\nup.0              32×32      4\n"), "\(about.output)")
      let classifier = try workspace.run("models", "inspect", "world-classifier")
      #expect(classifier.output.contains("architecture  VGG with batch normalization\n"))
      #expect(classifier.output.contains("classes       4: church, farm, lake, quarry\n"))
    }

    @Test(arguments: [("segmenter", 32), ("vgg", 48)])
    func `a benchmark tells how long a picture takes`(name: String, side: Int) throws {
      let path = Workspace.network(name)
      let outcome = try workspace.run(
        "bench", "--model", path, "--json", "--rounds", "2", "--threads", "1")
      #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
      let report = try #require(
        try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
      #expect(report["model"] as? String == path && report["threads"] as? Int == 1)
      #expect(report["width"] as? Int == side && report["height"] as? Int == side)
      let time = try #require(report["picture_ms"] as? Double)
      let rate = try #require(report["pictures_per_s"] as? Double)
      #expect(time > 0 && abs(time * rate - 1000) < 1e-6)
      let text = try workspace.run("bench", "--model", path, "--rounds", "1")
      #expect(text.status == 0 && text.output.contains("pictures a second"))
    }

    @Test func `the plan of a segmenter names the algorithm of each layer`() throws {
      let outcome = try workspace.run("bench", "--plan", "--model", Self.segmenter)
      #expect(outcome.status == 0 && outcome.errors.isEmpty)
      let rows = outcome.output.split(separator: "\n").dropFirst()
      let plan = try Segmenter(try Checkpoint(contentsOf: Self.segmenter)).plan
      for (row, layer) in zip(rows, plan) {
        #expect(row.hasPrefix("\(layer.layer.name) ") && row.hasSuffix("  \(layer.scheme)"))
      }
      #expect(rows.count == plan.count + 1 && plan.count == 19)
      let classifier = try workspace.run("bench", "--plan", "--model", Workspace.network("vgg"))
      #expect(classifier.status == 1 && classifier.errors.contains("--plan is for generators"))
    }
  }
}
