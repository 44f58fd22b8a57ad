import Dissection
package import Networks
import Tensors
import Units

/// Classifies the pictures of a plan in all states of the units, block by block.
///
/// It belongs to one thread at a time; workers of its own share each layer.
package final class AblationCounter: BlockCounter {
  private let plan: AblationPlan
  private let states: [KeptUnits]
  private let classes: PictureClasses
  private let classifier: AblatedClassifier
  private let pictures: SpecimenPictures
  package private(set) var counts: AblationCounts

  /// Begins, or goes on from what was counted before.
  ///
  /// - Parameters:
  ///   - plan: What is counted by.
  ///   - classes: What tells the classes of its pictures.
  ///   - classifier: The network, at the plan's layer.
  ///   - counts: What was counted before.
  package init(
    _ plan: AblationPlan, _ classes: PictureClasses, _ classifier: AblatedClassifier,
    counts: AblationCounts? = nil
  ) {
    self.plan = plan
    self.classes = classes
    self.classifier = classifier
    states = plan.states
    pictures = SpecimenPictures(
      source: plan.specimens, size: classifier.classifier.pictureSize)
    self.counts = counts ?? AblationCounts(plan)
  }

  package func count(
    _ block: Int, isCancelled: () -> Bool
  ) throws(DissectionError) -> Bool {
    var found: [(number: Int, taken: [Int])] = []
    var skipped: [DissectionReport.SkippedPicture] = []
    for number in plan.pictures(of: block) {
      let name = plan.specimens.name(of: number)
      let picture: Tensor
      do {
        picture = try pictures.picture(number)
      } catch {
        skipped.append(DissectionReport.SkippedPicture(name: name, reason: "\(error)"))
        continue
      }
      let scores: [[Float]]?
      do {
        scores = try classifier.scores(
          of: classifier.classifier.normalized(picture), in: states, isCancelled: isCancelled)
      } catch {
        throw .notFinite(picture: name, "\(error)")
      }
      guard let scores else { return false }
      let label = classes.number(
        named: name, pictures.category(of: number),
        pictures.labels(of: number, on: DissectionPlan.labelGrid))
      found.append((label, scores.map(Classification.likeliest)))
    }
    for picture in found { counts.add(picture.number, takenFor: picture.taken) }
    counts.add(block: block, skipped: skipped)
    try counts.expectFewBroken(of: plan.specimens.count)
    return true
  }
}
