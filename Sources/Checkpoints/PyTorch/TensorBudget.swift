/// How much memory the tensors of a file may take, so that a small file cannot ask for much.
///
/// Storages may be shared, strides may repeat elements, and deflated bytes may be few: what a file
/// describes can be far larger than the file. Honest ones need at most twice their size, when half
/// precision is widened to single. While a tensor is read, its inflated storage takes as much again.
struct TensorBudget {
  /// Bytes that all tensors together may take, and that any one storage may inflate to.
  private let limit: Int
  private let fileSize: Int
  private var used = 0
  private var inflated = 0

  /// How often all that may be inflated is inflated: every tensor inflates its storage anew.
  private static let inflationLimit = 16

  init(fileSize: Int) {
    self.fileSize = fileSize
    limit = 2 * fileSize + 4 << 20
  }

  /// Accounts for the elements of a tensor, and for the storage that must be inflated to read it.
  mutating func take(_ entry: TensorEntry) throws(CheckpointError) {
    let width = entry.storage.isReal ? 4 : entry.storage.byteCount
    let storage = entry.place.deflation?.count ?? 0
    // Neither sum overflows: before it is added to, it is below a limit of a few times the file.
    let (bytes, overflows) = entry.view.count.multipliedReportingOverflow(by: width)
    guard !overflows, bytes <= limit - used, storage <= limit,
      storage <= Self.inflationLimit * limit - inflated
    else { throw .tooMuchMemory(entry.name, limit: limit, fileSize: fileSize) }
    used += bytes
    inflated += storage
  }
}
