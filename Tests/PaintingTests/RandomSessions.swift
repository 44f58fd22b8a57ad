import Painting
import TestSupport
import Units

extension SplitMix64 {
  /// Any float but infinities and NaN, most of them of odd sizes.
  mutating func anyFloat() -> Float {
    while true {
      let float = Float(bitPattern: UInt32(truncatingIfNeeded: next()))
      if float.isFinite { return float }
    }
  }

  /// A mask of a random grid, from empty to full.
  mutating func mask() -> Mask {
    let grid = Grid(
      height: Int.random(in: 1...20, using: &self), width: Int.random(in: 1...20, using: &self))
    let share = Double.random(in: -0.1...1.1, using: &self)
    return Mask(
      grid: grid,
      bits: (0..<grid.count).map { _ in Double.random(in: 0..<1, using: &self) < share })
  }

  /// A session with strokes of every kind, toggles and units left out, on `main.2` and `main.5`.
  mutating func session() -> Session {
    let layers: [LayerName] = ["main.2", "main.5"]
    func edits() -> [UnitEdit] {
      (0..<Int.random(in: 0...4, using: &self)).map { _ in
        var edit = UnitEdit(
          layer: layers[Int.random(in: 0...1, using: &self)],
          unit: Int.random(in: 0..<12, using: &self), alpha: anyFloat(), value: anyFloat())
        edit.isOn = Int.random(in: 0..<6, using: &self) > 0
        return edit
      }
    }
    var session = Session(
      latent: Latent(
        seed: UInt32(truncatingIfNeeded: next()),
        id: Int.random(in: 0...Latent.maximumID, using: &self)),
      layer: layers[Int.random(in: 0...1, using: &self)])
    for _ in 0..<Int.random(in: 0...5, using: &self) {
      session.strokes.append(
        Stroke(
          concept: ["tree", "größe \"☂\" \\/\n", "imported"].randomElement(using: &self) ?? "",
          direction: Bool.random(using: &self) ? .draw : .remove, edits: edits(),
          mask: Bool.random(using: &self) ? mask() : nil,
          pooling: Bool.random(using: &self) ? .max : .mean))
      session.strokes[session.strokes.count - 1].isMuted = Int.random(in: 0..<4, using: &self) == 0
    }
    for place in 0..<Int.random(in: 0...3, using: &self) {
      let layer = layers[place % 2]
      session.toggles.append(
        Toggle(
          Bool.random(using: &self)
            ? .concept(name: "concept \(place)", layer: layer)
            : .unit(layer: layer, channel: place),
          Bool.random(using: &self) ? .boosted : .ablated, layer: layer,
          units: [(unit: place, value: anyFloat()), (unit: 11, value: anyFloat())]))
      session.toggles[place].isMuted = Int.random(in: 0..<4, using: &self) == 0
    }
    for concept in ["tree", "sky", "door"].shuffled(using: &self).prefix(2) {
      session.leftOut[concept] = Set(
        (0...Int.random(in: 0...5, using: &self)).map {
          Unit(layers[$0 % 2], Int.random(in: 0..<12, using: &self))
        })
    }
    return session
  }
}

extension EditHistory {
  /// Does what a person may do: any edit of the picture, a stroke that grows, another layer, undo and redo.
  mutating func makeRandomStep(_ random: inout SplitMix64) {
    let strokes = session.strokes
    switch Int.random(in: 0..<12, using: &random) {
    case 0...3:
      let stroke = random.session().strokes.first
      commit(
        .adding(
          stroke ?? Stroke(concept: "sky", direction: .remove, edits: [], mask: nil), to: session))
    case 4:
      let start = Int.random(in: 0...strokes.count, using: &random)
      let end = Int.random(in: start...strokes.count, using: &random)
      commit(
        .strokes(
          at: start, old: Array(strokes[start..<end]), new: Array(random.session().strokes)))
    case 5:
      commit(.toggles(old: session.toggles, new: random.session().toggles))
    case 6:
      let other = random.session()
      commit(
        .group([
          .toggles(old: session.toggles, new: other.toggles),
          .leftOut(
            concept: "tree", old: session.leftOut["tree"] ?? [], new: other.leftOut["tree"] ?? []),
        ]))
    case 7:
      var other = random.session()
      other.latent = session.latent
      commit(.session(old: session, new: other))
    case 8:
      var stroke = Stroke(concept: "door", direction: .draw, edits: [], mask: random.mask())
      commit(.adding(stroke, to: session))
      let old = stroke
      stroke.mask = random.mask()
      amend(.strokes(at: strokes.count, old: [old], new: [stroke]))
    case 9: enter(random.session().layer)
    case 10: redo()
    default: undo()
    }
  }
}
