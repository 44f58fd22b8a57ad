import Painting
import TestSupport
import Testing
import Units

@Suite struct StrokeListTests {
  static func stroke(_ number: Int, side: Int = 8) -> Stroke {
    var mask = Mask(grid: Grid(height: side, width: side))
    mask.insert(row: number / side % side, column: number % side, side: 1)
    return Stroke(
      concept: "tree", direction: number % 3 == 0 ? .remove : .draw,
      edits: (0..<15).map { UnitEdit(layer: "main.5", unit: $0, value: Float(number % 5)) },
      mask: mask)
  }

  @Test(arguments: UInt64(0)..<30)
  func `a list does what an array does`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var list = StrokeList()
    var array: [Stroke] = []
    for step in 0..<120 {
      let start = Int.random(in: 0...array.count, using: &random)
      let end = Int.random(in: start...min(array.count, start + 300), using: &random)
      switch Int.random(in: 0..<6, using: &random) {
      case 0...2:
        for number in 0..<Int.random(in: 0...200, using: &random) {
          list.append(Self.stroke(number))
          array.append(Self.stroke(number))
        }
      case 3 where !array.isEmpty:
        let place = min(start, array.count - 1)
        list[place] = Self.stroke(step)
        array[place] = Self.stroke(step)
      default:
        let new = (0..<Int.random(in: 0...3, using: &random)).map { Self.stroke($0 + step) }
        list.replaceSubrange(start..<end, with: new)
        array.replaceSubrange(start..<end, with: new)
      }
      #expect(list.count == array.count && list.elementsEqual(array))
      if let last = array.indices.last { #expect(list[last] == array[last]) }
      if start < array.count { #expect(list[start] == array[start]) }
    }
    var backwards: [Stroke] = []
    list.scanBackwards { place, stroke in
      backwards.append(stroke)
      return place > array.count / 2
    }
    #expect(backwards == Array(array[min(array.count, array.count / 2)...].reversed()))
    var rest: [Stroke] = []
    list.scan(from: array.count / 3) { rest.append($0) }
    #expect(rest == Array(array[(array.count / 3)...]))
    #expect(list == StrokeList(array) && StrokeList(array).hashValue == list.hashValue)
  }

  @Test func `equal lists of units are one`() {
    let list = StrokeList((0..<1000).map { Self.stroke($0) })
    let storages = list.map { stroke in
      unsafe stroke.edits.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) }
    }
    #expect(Set(storages).count == 5)
  }

  @Test func `what two lists share is told`() {
    let list = StrokeList((0..<1000).map { Self.stroke($0) })
    var other = list
    #expect(list.countShared(with: other) == 1000)
    other.append(Self.stroke(1))
    #expect(other.countShared(with: list) == 1000)
    other[700] = Self.stroke(3)
    #expect(other.countShared(with: list) == 700)
    #expect(other != list && list.countShared(with: []) == 0)
  }
}
