extension Grid {
  /// The rows and columns of a finer grid over the same picture that a cell covers, even in part.
  package func pixels(of cell: Int, in finer: Grid) -> (rows: Range<Int>, columns: Range<Int>) {
    func range(_ index: Int, of cells: Int, _ length: Int) -> Range<Int> {
      index * length / cells..<((index + 1) * length + cells - 1) / cells
    }
    let (row, column) = cell.quotientAndRemainder(dividingBy: width)
    return (range(row, of: height, finer.height), range(column, of: width, finer.width))
  }
}
