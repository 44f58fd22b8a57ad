import Painting
import Tensors
import TestSupport
import Testing
import Units

@Suite struct StrokeMarksTests {
  private static let layers = [
    LayerSummary(name: "main.2", units: 16, grid: Grid(height: 4, width: 4)),
    LayerSummary(name: "main.5", units: 12, grid: Grid(height: 8, width: 8)),
  ]

  /// What marks should be: every mask is pooled, oldest first, those of strokes on other layers beneath.
  private static func marks(_ session: Session, _ layer: LayerSummary) -> [String?] {
    var marks = [String?](repeating: nil, count: layer.grid.count)
    let strokes = session.strokes.filter { !$0.isMuted && $0.edits.contains(where: \.isOn) }
    func isHere(_ stroke: Stroke) -> Bool {
      stroke.edits.contains { $0.isOn && $0.layer == layer.name }
    }
    for stroke in strokes.filter({ !isHere($0) }) + strokes.filter(isHere) {
      guard let coverage = stroke.mask?.pooled(to: layer.grid, by: stroke.pooling) else { continue }
      let width = coverage.region.columns.count
      for (index, share) in coverage.shares.enumerated() where share > 0 {
        let row = coverage.region.rows.lowerBound + index / width
        let column = coverage.region.columns.lowerBound + index % width
        marks[row * layer.grid.width + column] =
          text(stroke.concept, stroke.direction) + (isHere(stroke) ? "" : " elsewhere")
      }
    }
    return marks
  }

  private static func text(_ concept: String, _ direction: Stroke.Direction) -> String {
    "\(concept) \(direction.rawValue)"
  }

  @Test(arguments: UInt64(0)..<60)
  func `marks follow every edit as if all masks were pooled`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var history = EditHistory(Session(latent: Latent(id: 1), layer: "main.5"))
    var marks = StrokeMarks([], on: Self.layers[1])
    for _ in 0..<60 {
      history.makeRandomStep(&random)
      let layer = Self.layers[history.session.layer == "main.2" ? 0 : 1]
      marks.follow(history.session.strokes, on: layer)
      let found = (0..<layer.grid.count).map { cell in
        marks[cell].map {
          Self.text($0.concept, $0.direction) + ($0.otherLayer == nil ? "" : " elsewhere")
        }
      }
      #expect(found == Self.marks(history.session, layer))
    }
  }

  @Test func `each cell shows the newest stroke that paints it`() {
    func stroke(_ concept: String, _ layer: LayerName, _ mask: Mask?) -> Stroke {
      Stroke(
        concept: concept, direction: .draw, edits: [UnitEdit(layer: layer, unit: 0)], mask: mask)
    }
    let grid = Grid(height: 1, width: 3)
    let marks = StrokeMarks(
      [
        stroke("tree", "main.2", Mask(grid: grid, bits: [true, true, false])),
        stroke("sky", "main.2", Mask(grid: grid, bits: [false, true, false])),
        stroke("door", "main.5", Mask(grid: grid, bits: [true, true, true])),
        stroke("everywhere", "main.2", nil),
      ], on: LayerSummary(name: "main.2", units: 1, grid: grid))
    #expect((0..<3).map { marks[$0]?.concept } == ["tree", "sky", "door"])
    #expect((0..<3).map { marks[$0]?.otherLayer } == [nil, nil, "main.5"])
  }

  @Test func `a stroke reads its own mask, and an undo those below it`() {
    var strokes = StrokeList((0..<1000).map { StrokeListTests.stroke($0) })
    var marks = StrokeMarks(strokes, on: Self.layers[1])
    let first = marks.masksRead
    // The newest 64 strokes cover all cells.
    #expect(first == 64)
    marks.follow(strokes, on: Self.layers[1])
    #expect(marks.masksRead == first)
    strokes.append(StrokeListTests.stroke(7))
    marks.follow(strokes, on: Self.layers[1])
    #expect(marks.masksRead == first + 1)
    strokes.removeLast()
    marks.follow(strokes, on: Self.layers[1])
    #expect(marks.masksRead == first + 2)
  }
}
