import Files
import Testing

/// What a file may ask for.
struct MemoryBudgetTests {
  @Test func `a budget ends at twice the file and the allowance`() throws {
    var budget = MemoryBudget(fileSize: 100)
    try budget.take(MemoryBudget.allowance)
    try budget.take(25, of: 8)
    let error = #expect(throws: MemoryBudget.Exceeded.self) { try budget.take(1) }
    #expect(
      error?.description
        == "asks for more than 16777416 bytes of memory, too much for a file of 100")
  }

  @Test(arguments: [(Int.max, 2), (Int.max, 1), (-1, 1), (1 << 40, 1 << 40)])
  func `numbers that cannot be counted are refused`(count: Int, size: Int) {
    var budget = MemoryBudget(fileSize: 100)
    #expect(throws: MemoryBudget.Exceeded.self) { try budget.take(count, of: size) }
    #expect(budget.left == budget.limit)
  }

  @Test func `a file of any size has a budget`() {
    #expect(MemoryBudget(fileSize: .max).limit == .max)
  }
}
