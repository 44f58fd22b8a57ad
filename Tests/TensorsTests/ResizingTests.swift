import Tensors
import Testing
import Units

struct ResizingTests {
  private let ramp = Tensor(
    shape: Shape(2, 2, 4), elements: [0, 1, 2, 3, 4, 5, 6, 7] + (0..<8).map { Float(-10 * $0) })

  @Test func `a shrunk map has the means of what its pixels cover`() {
    let half = ramp.resized(to: Grid(height: 1, width: 2))
    #expect(half.shape == Shape(2, 1, 2) && half.elements == [2.5, 4.5, -25, -45])
    let third = ramp.resized(to: Grid(height: 2, width: 3)).elements
    // A pixel of 4/3: the first has pixel 0 and a third of pixel 1.
    #expect(abs(third[0] - 0.25) < 1e-6 && abs(third[1] - 1.5) < 1e-6)
  }

  @Test func `an enlarged map is linear between middles, and constant beyond them`() {
    // torch.nn.functional.interpolate([[0, 1, 2, 3]], size=8, mode="bilinear")
    let wide = ramp.resized(to: Grid(height: 2, width: 8)).elements
    #expect(wide.prefix(8).elementsEqual([0, 0.25, 0.75, 1.25, 1.75, 2.25, 2.75, 3]))
  }

  @Test func `a map of the same size stays as it is`() {
    #expect(ramp.resized(to: Grid(height: 2, width: 4)) == ramp)
  }
}
