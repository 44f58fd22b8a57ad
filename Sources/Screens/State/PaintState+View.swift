import Cells
import Painting

/// What is in sight besides the list: the picture, before or after, and the features.
extension PaintState {
  /// Moves the brush, or the edge between before and after where there is one.
  mutating func move(_ direction: Command.Direction) {
    if let moved = view.comparison.moved(direction) {
      view.comparison = moved
    } else {
      brush.move(direction, on: grid)
    }
  }

  /// Goes on from after to before, to both side by side, and to a wipe.
  mutating func compare() {
    view.comparison = view.comparison.next
    feedback.say(view.comparison.notice(commands))
  }

  /// Ends what would hide an edit; both pictures side by side may stay while they differ.
  mutating func endComparison() {
    if view.comparison != .sideBySide || !session.isEdited { view.comparison = .after }
  }

  // MARK: Features

  /// Shows the features of something else, or those that were in sight before a map of places.
  mutating func switchFeatures() {
    showFeatures()
    guard !context.isOpen else { return context.isOpen = false }
    view.featureContent = view.featureContent.next(areSingleUnits: concepts.areSingleUnits)
  }

  /// Shows how well the chosen concept takes at each cell, or the features as before.
  mutating func switchContext() {
    context.isOpen.toggle()
    if context.isOpen { showFeatures() }
  }

  /// Brings the pane of features back where it is hidden.
  private mutating func showFeatures() {
    view.isZoomed = false
    if layout.features.isEmpty { view.featureSize = .small }
  }

  /// Gives the pane of features the next size that looks different on this screen.
  mutating func resizeFeatures() {
    view.isZoomed = false
    let before = layout.features
    var size = view.featureSize ?? (before.isEmpty ? .hidden : .small)
    repeat {
      size = size.next
      view.featureSize = size
    } while layout.features == before && size != .hidden
  }
}
