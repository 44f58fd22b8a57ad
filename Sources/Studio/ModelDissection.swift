import Checkpoints
import Dispatch
import Dissection
import Experiments
import Networks
import Painting
import Recipes
import Seeing
import Units

/// The dissection of the painter's own model, in steps of some pictures.
final class ModelDissection: IdleWork {
  /// After so many blocks, 128 pictures, brushes are made of what was counted.
  private static let interval = 8
  /// Draws conclusions, one after the other.
  private static let conclusions = DispatchQueue(label: "dissection", qos: .utility)

  private let model: Model
  private let counter: DissectionCounter
  private let news: DissectionNews
  private var block = 0

  private init(
    _ model: Model, _ plan: DissectionPlan, _ labels: LabelSource, _ news: DissectionNews
  ) {
    self.model = model
    self.news = news
    counter = DissectionCounter(
      plan, Self.reader(model, plan.question), Labeller(labels))
  }

  private static func reader(
    _ model: Model, _ question: DissectionPlan.Question
  ) -> SpecimenReader {
    SpecimenReader(
      .generator(model.generator), question.specimens, layers: question.layers.map(\.name),
      labelGrid: DissectionPlan.labelGrid)
  }

  /// Looks at a sample of the pictures, which takes a moment.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - identity: Its name and hash.
  ///   - options: How many pictures are counted, and what names their concepts.
  ///   - news: Where to put what is found.
  /// - Returns: What makes the work, on the thread that does it.
  /// - Throws: `FileFailure`, where there is nothing to count by.
  static func planned(
    _ model: Model, _ identity: ModelIdentity, _ options: PainterOptions, _ news: DissectionNews
  ) throws(FileFailure) -> @Sendable () -> any IdleWork {
    let generator = model.generator
    let file: CheckpointFile
    do {
      let path = try AssetLibrary().checkpoint(options.segmenter, of: .segmenter)
      file = try CheckpointFile(path: path, kind: .segmenter)
    } catch let failure as FileFailure {
      throw failure
    } catch {
      throw FileFailure(path: options.segmenter, reason: "\(error)")
    }
    let labels = try LabelSource(file, pictures: generator.pictureSize)
    let question = DissectionPlan.Question(
      model: .init(
        name: identity.name, hash: identity.hash, title: generator.architecture.title),
      labels: labels, specimens: .latents(count: options.dissectedPictures),
      layers: Subject.generator(generator).usualLayers)
    do {
      let plan = try DissectionPlan(
        question, reader(model, question), Labeller(labels)
      ) { _, _ in }
      return { ModelDissection(model, plan, labels, news) }
    } catch {
      throw FileFailure(path: model.path, reason: "\(error)")
    }
  }

  func advance(isCancelled: () -> Bool) -> Bool {
    let plan = counter.plan
    do {
      guard try counter.count(block, isCancelled: isCancelled) else { return true }
    } catch {
      news.endings.put(.failure(FileFailure(path: model.path, reason: "\(error)")))
      news.wake()
      return false
    }
    block += 1
    news.percents.put(100 * block / plan.blockCount)
    news.wake()
    if block == plan.blockCount || block.isMultiple(of: Self.interval) { conclude() }
    return block < plan.blockCount
  }

  /// Has another thread draw the conclusions, so that no request waits for them.
  private func conclude() {
    let isNew = block == counter.plan.blockCount
    Self.conclusions.async { [plan = counter.plan, counts = counter.counts, model, news] in
      let report = DissectionReport(plan, counts)
      do throws(FileFailure) {
        news.findings.put(
          .init(report: report, recipes: try report.recipes(for: model), isNew: isNew))
      } catch {
        news.endings.put(.failure(error))
      }
      news.wake()
    }
  }
}

extension DissectionReport {
  /// The brushes of a model that follow from a report.
  func recipes(for model: Model) throws(FileFailure) -> RecipeBook {
    do {
      return try RecipeBook(
        self, of: model.generator.architecture.family, layers: model.generator.layers)
    } catch {
      throw FileFailure(path: model.path, reason: "\(error)")
    }
  }
}
