/// How much memory the tensors of a file may take, so that a small file cannot ask for much.
///
/// Storages may be shared, strides may repeat elements, and deflated bytes may be few: what a file
/// describes can be far larger than the file. Honest ones need at most twice their size (half
/// precision widened to single).
struct MemoryBudget {
  private let limit: Int
  private let fileSize: Int
  private var used = 0

  init(fileSize: Int) {
    self.fileSize = fileSize
    limit = fileSize / 2 * 5 + 16 << 20
  }

  /// Accounts for the elements of a tensor, and for the storage that must be inflated to read it.
  mutating func take(_ entry: TensorEntry) throws(CheckpointError) {
    let elements = entry.view.count * (entry.storage.isReal ? 4 : entry.storage.byteCount)
    let inflated = entry.place.deflation?.count ?? 0
    let (sum, overflows) = used.addingReportingOverflow(elements)
    let (total, overflowsAgain) = sum.addingReportingOverflow(inflated)
    guard !overflows, !overflowsAgain, total <= limit else {
      throw .tooMuchMemory(entry.name, limit: limit, fileSize: fileSize)
    }
    used = total
  }
}
