package import Dissection
import Files
import Networks
import Painting
import Tensors
package import Units

/// Makes or reads the pictures of a dissection, and runs the network on them.
///
/// It belongs to one thread at a time; workers of its own share each layer.
package final class SpecimenReader {
  /// What became of some pictures.
  package struct Reading {
    package var specimens: [Specimen] = []
    /// Those that cannot be read.
    package var skipped: [DissectionReport.SkippedPicture] = []
  }

  private let subject: Subject
  private let source: SpecimenSource
  private let layers: Set<LayerName>
  private let labelGrid: Grid
  private let pictures: SpecimenPictures
  private let classifier: BatchClassifier?
  /// The generator's memory for as many pictures as it made last.
  private var runner: (count: Int, runner: GraphRunner)?
  private var latents: LatentSeries

  /// Prepares for the pictures of a source.
  ///
  /// - Parameters:
  ///   - subject: The network.
  ///   - source: Its pictures: latents for a generator, others for a classifier.
  ///   - layers: Whose features are wanted.
  ///   - labelGrid: The size of the label maps of scenes.
  package init(
    _ subject: Subject, _ source: SpecimenSource, layers: [LayerName], labelGrid: Grid
  ) {
    self.subject = subject
    self.source = source
    self.layers = Set(layers)
    self.labelGrid = labelGrid
    pictures = SpecimenPictures(source: source, size: subject.pictureSize)
    latents =
      if case .generator(let generator) = subject {
        LatentSeries(count: generator.latentSize)
      } else {
        LatentSeries(count: 0)
      }
    classifier =
      if case .classifier(let network) = subject { BatchClassifier(network) } else { nil }
  }

  /// Reads some pictures.
  ///
  /// - Parameters:
  ///   - numbers: Their numbers among the source's; a generator makes them together.
  ///   - isCancelled: Asked before each layer.
  /// - Returns: What was read, in order, or nil when cancelled.
  /// - Throws: `DissectionError.notFinite`, if features are no finite numbers.
  package func read(
    _ numbers: [Int], isCancelled: () -> Bool = { false }
  ) throws(DissectionError) -> Reading? {
    switch subject {
    case .generator(let generator): try made(by: generator, numbers, isCancelled)
    case .classifier: try seen(numbers, isCancelled)
    }
  }

  // MARK: Generators

  private func made(
    by generator: Generator, _ numbers: [Int], _ isCancelled: () -> Bool
  ) throws(DissectionError) -> Reading? {
    let latents = numbers.map { self.latents.values(id: $0) }
    if runner?.count != numbers.count {
      runner = (numbers.count, GraphRunner(generator.graph, images: numbers.count))
    }
    guard let runner = runner?.runner else { preconditionFailure("no runner") }
    runner.read(latents.map { Tensor(shape: Shape($0.count, 1, 1), elements: $0) })
    var reading = Reading()
    let isDone = runner.run(
      isCancelled: isCancelled,
      visit: { image in
        let output = runner.output
        reading.specimens.append(
          Specimen(
            number: numbers[image],
            picture: output.tensor(image: output.images == 1 ? 0 : image).coloured,
            features: runner.features(of: layers, image: image), truth: nil))
      })
    guard isDone else { return nil }
    for specimen in reading.specimens { try expectFinite(specimen) }
    return reading
  }

  // MARK: Classifiers

  private func seen(
    _ numbers: [Int], _ isCancelled: () -> Bool
  ) throws(DissectionError) -> Reading? {
    var reading = Reading()
    for number in numbers {
      let picture: Tensor
      do {
        picture = try pictures.picture(number)
      } catch {
        reading.skipped.append(
          DissectionReport.SkippedPicture(name: name(of: number), reason: "\(error)"))
        continue
      }
      guard
        let specimen = try specimen(
          number, picture, pictures.labels(of: number, on: labelGrid), isCancelled: isCancelled)
      else { return nil }
      reading.specimens.append(specimen)
    }
    return reading
  }

  private func specimen(
    _ number: Int, _ picture: Tensor, _ truth: LabelMap?, isCancelled: () -> Bool
  ) throws(DissectionError) -> Specimen? {
    guard let classifier else { preconditionFailure("no classifier") }
    let features: [LayerName: Tensor]?
    do {
      features = try classifier.classify(
        classifier.classifier.normalized(picture), retaining: layers, isCancelled: isCancelled)?
        .retained
    } catch {
      throw .notFinite(picture: name(of: number), "\(error)")
    }
    guard let features else { return nil }
    let specimen = Specimen(number: number, picture: picture, features: features, truth: truth)
    try expectFinite(specimen)
    return specimen
  }

  // MARK: Places

  /// From a layer's grid to that of the labels.
  func sampling(of layer: LayerSummary) -> GridSampling {
    GridSampling(from: layer.grid, to: labelGrid, subject.alignment(of: layer.name))
  }

  func alignment(of layer: LayerName) -> GridSampling.Alignment { subject.alignment(of: layer) }

  // MARK: Words

  /// What a person calls a picture.
  package func name(of number: Int) -> String { source.name(of: number) }

  private func expectFinite(_ specimen: Specimen) throws(DissectionError) {
    let tensors = specimen.features.map { ("\(shown: $0.key)", $0.value) }.sorted { $0.0 < $1.0 }
    for (name, tensor) in tensors + [("the picture", specimen.picture)] {
      guard let index = tensor.firstNonFiniteIndex else { continue }
      // The sign of a NaN means nothing.
      let value = tensor.elements[index]
      throw .notFinite(
        picture: self.name(of: specimen.number),
        "\(name) has the value \(value.isNaN ? "nan" : "\(value)"), expected finite numbers")
    }
  }
}

extension Tensor {
  /// Three channels of one: a grey picture as a coloured one.
  var coloured: Tensor {
    guard shape.extents[0] == 1 else { return self }
    return Tensor(
      shape: Shape(3, shape.extents[1], shape.extents[2]), elements: elements + elements + elements)
  }
}
