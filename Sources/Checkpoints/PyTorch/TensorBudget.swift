import Files

/// How much memory the tensors of one part of a file may take.
///
/// Storages may be shared, strides may repeat elements, and deflated bytes may be few: what a file
/// describes can be far larger than the file. While a tensor is read, its inflated storage takes as
/// much again.
struct TensorBudget {
  private var memory: MemoryBudget
  private var inflation: MemoryBudget

  /// How many times the budget's bytes may be inflated in all: each tensor inflates its storage again.
  private static let inflationLimit = 16

  init(fileSize: Int) {
    memory = MemoryBudget(fileSize: fileSize)
    inflation = MemoryBudget(fileSize: fileSize, times: Self.inflationLimit)
  }

  /// Accounts for the elements of a tensor, and for the storage that must be inflated to read it.
  mutating func take(_ entry: TensorEntry) throws(CheckpointError) {
    let storage = entry.place.deflation?.count ?? 0
    do throws(MemoryBudget.Exceeded) {
      guard storage <= memory.limit else { throw memory.exceeded }
      try memory.take(entry.view.count, of: entry.storage.isReal ? 4 : entry.storage.byteCount)
      try inflation.take(storage)
    } catch {
      throw .tooMuchMemory("tensor '\(shown: entry.name)'", error)
    }
  }
}
