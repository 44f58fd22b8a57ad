import Painting
import Testing
import Units

/// When a stroke would only repeat what is painted.
@Suite struct StrokeRepetitionTests {
  private static let grid = Grid(height: 4, width: 4)

  private static func stroke(
    _ cells: [Int], _ concept: String = "tree", _ direction: Stroke.Direction = .draw,
    value: Float = 3, layer: LayerName = "main.5", grid: Grid = grid
  ) -> Stroke {
    Stroke(
      concept: concept, direction: direction,
      edits: [UnitEdit(layer: layer, unit: 1, value: value)],
      mask: Mask(grid: grid, bits: (0..<grid.count).map(cells.contains)))
  }

  @Test func `the same stroke on the same cells, or on some of them, repeats it`() {
    let strokes: StrokeList = [Self.stroke([1, 2, 5])]
    #expect(strokes.repeats(Self.stroke([1, 2, 5])))
    #expect(strokes.repeats(Self.stroke([2])))
    #expect(!strokes.repeats(Self.stroke([2, 3])))
    #expect(!StrokeList().repeats(Self.stroke([1])))
  }

  @Test func `several strokes cover cells together`() {
    let strokes: StrokeList = [
      Self.stroke([1]), Self.stroke([9], "sky"), Self.stroke([2]), Self.stroke([3]),
    ]
    #expect(strokes.repeats(Self.stroke([1, 2, 3])))
    #expect(!strokes.repeats(Self.stroke([1, 2, 9])))
  }

  @Test(arguments: [
    stroke([1], "sky"), stroke([1], "tree", .remove), stroke([1], value: 2),
    stroke([1], layer: "main.2"), stroke([0], "tree", grid: Grid(height: 1, width: 1)),
  ])
  func `another stroke above ends it, whatever makes it another`(other: Stroke) {
    let stroke = Self.stroke([1])
    #expect(!StrokeList([stroke, other]).repeats(stroke))
    #expect(StrokeList([other, stroke]).repeats(stroke))
  }

  @Test func `a stroke beside it, or a muted one, or one with no unit on, ends nothing`() {
    let stroke = Self.stroke([1])
    var muted = Self.stroke([1], "sky")
    muted.isMuted = true
    var idle = Self.stroke([1], "door")
    idle.edits[0].isOn = false
    #expect(StrokeList([stroke, Self.stroke([2], "sky"), muted, idle]).repeats(stroke))
    // What is muted is not painted.
    var own = stroke
    own.isMuted = true
    #expect(!StrokeList([own]).repeats(stroke))
  }

  @Test func `strokes over the whole picture, in part, or on no cell are never a repetition`() {
    var whole = Self.stroke([1])
    whole.mask = nil
    #expect(!StrokeList([whole]).repeats(whole))
    #expect(!StrokeList([whole]).repeats(Self.stroke([1])))
    let empty = Self.stroke([])
    #expect(!StrokeList([empty]).repeats(empty))
    var half = Self.stroke([1])
    half.edits = [UnitEdit(layer: "main.5", unit: 1, alpha: 0.5, value: 3)]
    #expect(!StrokeList([half]).repeats(half))
  }
}
