import Checkpoints
import Dispatch
import Dissection
import Experiments
import Networks
import Painting
import Recipes
import Screens
import Seeing
import Units

/// The dissection of the painter's own model, in steps of some pictures.
final class ModelDissection: IdleWork {
  /// After so many blocks, 128 pictures, brushes are made of what was counted.
  private static let interval = 8
  /// So much work a killed process loses at most, about.
  private static let keepingInterval = Duration.seconds(30)
  /// Keeps counts and draws conclusions, one after the other.
  private let conclusions = DispatchQueue(label: "dissection", qos: .utility)

  private let model: Model
  private let counter: DissectionCounter
  private let run: DissectionRun
  private let news: DissectionNews
  private let stop: StopRequest
  /// The painter's key that goes on with what was stopped.
  private let key: String
  /// The blocks that are still to be counted.
  private var missing: ArraySlice<Int>
  private var lastKept = ContinuousClock.now

  private init(
    _ model: Model, _ counter: DissectionCounter, _ run: DissectionRun, _ news: DissectionNews,
    _ stop: StopRequest, key: String
  ) {
    self.key = key
    self.model = model
    self.counter = counter
    self.run = run
    self.news = news
    self.stop = stop
    let blocks = counter.counts.missing(from: 0..<counter.plan.blockCount)
    missing = Array(blocks.joined())[...]
    stop.beginWork()
    report()
    // What an earlier painter has counted gives brushes at once.
    if counter.counts.blockCount > 0, !missing.isEmpty { conclude() }
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
  ///   - run: Takes the place where counts are kept.
  ///   - news: Where to put what is found.
  ///   - stop: Ends the work early.
  /// - Returns: What makes the work, on the thread that does it.
  /// - Throws: `FileFailure`, where there is nothing to count by.
  static func planned(
    _ model: Model, _ identity: ModelIdentity, _ options: PainterOptions,
    _ run: () throws(DissectionError) -> DissectionRun, _ news: DissectionNews, _ stop: StopRequest
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
    do throws(DissectionError) {
      let run = try run()
      let plan = try run.plan(for: question) { () throws(DissectionError) in
        try DissectionPlan(
          question, reader(model, question), Labeller(labels)
        ) { done, _ in report(done, of: question.specimens.count, to: news) }
      }
      if let confidence = plan.confidence { news.confidences.put(confidence) }
      let counts = run.counts(of: plan)
      return {
        let counter = DissectionCounter(
          plan, reader(model, plan.question), Labeller(labels), counts: counts)
        return ModelDissection(
          model, counter, run, news, stop, key: options.commands.key(.dissect))
      }
    } catch {
      throw FileFailure(path: model.path, reason: "\(error)")
    }
  }

  /// Tells how much is done; the sample that the plan is made from is part of the work.
  private static func report(_ done: Int, of count: Int, to news: DissectionNews) {
    news.percents.put(100 * done / (count + min(count, DissectionPlan.sampleCount)))
    news.wake()
  }

  private func report() {
    let (plan, counts) = (counter.plan, counter.counts)
    let count = plan.specimens.count
    let counted = counts.blocks.reduce(0) { $0 + plan.pictures(of: $1).count }
    Self.report(counted + min(count, DissectionPlan.sampleCount), of: count, to: news)
  }

  func advance(isCancelled: () -> Bool) -> Bool {
    guard !stop.isMade else { return end(.success(stopSentence)) }
    guard let block = missing.first else { return finish() }
    do {
      guard try counter.count(block, isCancelled: { isCancelled() || stop.isMade }) else {
        return true
      }
    } catch {
      return end(.failure(FileFailure(path: model.path, reason: "\(error)")))
    }
    missing.removeFirst()
    report()
    if missing.isEmpty { return finish() }
    if counter.counts.blockCount.isMultiple(of: Self.interval) {
      conclude()
    } else if .now - lastKept > Self.keepingInterval {
      keep()
    }
    return true
  }

  private var stopSentence: String {
    run.isKept
      ? "the dissection is stopped; what is counted is kept, and \(key) goes on from there"
      : "the dissection is stopped; without a cache nothing of it is kept"
  }

  // MARK: On another thread, so that no request waits

  /// Keeps what is counted.
  private func keep() {
    lastKept = .now
    guard counter.counts.blockCount > 0 else { return }
    conclusions.async { [plan = counter.plan, counts = counter.counts, run, news] in
      do {
        try run.keep(counts, of: plan)
      } catch {
        news.troubles.put("what is counted cannot be kept: \(error)")
        news.wake()
      }
    }
  }

  /// Makes brushes of what is counted, and keeps it.
  private func conclude(_ extent: DissectionNews.Extent = .part) {
    keep()
    conclusions.async { [plan = counter.plan, counts = counter.counts, model, run, news] in
      let report = DissectionReport(plan, counts)
      do throws(FileFailure) {
        let recipes = try report.recipes(for: model)
        news.findings.put(.init(report: report, recipes: recipes, extent: extent))
      } catch {
        if extent.isWhole { run.leave() }
        news.endings.put(.failure(error))
      }
      news.wake()
    }
  }

  /// Ends the work with its findings, which are then kept in place of the run.
  private func finish() -> Bool {
    conclude(.whole(run))
    conclusions.async { [stop] in stop.endWork() }
    return false
  }

  /// Ends the work before all is counted.
  private func end(_ outcome: Result<String, FileFailure>) -> Bool {
    keep()
    conclusions.async { [run, news, stop] in
      run.leave()
      news.endings.put(outcome)
      news.wake()
      stop.endWork()
    }
    return false
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
