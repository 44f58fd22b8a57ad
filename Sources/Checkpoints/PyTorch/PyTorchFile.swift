import Files

/// The table of contents of a file that `torch.save` wrote, in either of its formats.
///
/// The pickle says which tensors there are; their bytes stand outside it and are read later.
struct PyTorchFile {
  /// Never empty.
  let parts: [TensorPart]

  /// Reads PyTorch 1.6's zip archive: `NAME/data.pkl` and a `NAME/data/KEY` for each storage.
  init(archive source: ByteSource) throws(CheckpointError) {
    let archive = try ZipArchive(source)
    let pickles = archive.names.filter { $0 == "data.pkl" || $0.hasSuffix("/data.pkl") }
    // TorchScript's archives have a data.pkl, too, and hold their weights in another way.
    if let foreign = ForeignFormat(entries: archive.names),
      pickles.isEmpty || foreign == .torchScript
    {
      throw .foreignFile(foreign)
    }
    guard let pickle = pickles.first, let place = archive.place(pickle) else {
      throw .archive(.missingEntry("data.pkl"))
    }
    guard pickles.count == 1 else { throw .archive(.severalEntries("data.pkl", pickles)) }
    let folder = pickle.dropLast("data.pkl".count)
    let isBigEndian = try Self.isBigEndian(archive.place("\(folder)byteorder"), source)
    var budget = MemoryBudget(fileSize: source.count, allowance: Self.allowance)
    let reader: ByteReader
    if let deflation = place.deflation {
      do { try budget.take(deflation.count) } catch { throw .tooMuchMemory("a zip entry", error) }
      reader = ByteReader(try Inflation.bytes(of: source, place, deflation))
    } else {
      try CheckedSource(source).check(place)
      reader = ByteReader(source, place.range)
    }
    var machine = PickleMachine(reader, budget)
    let root = try machine.run()
    try self.init(root, machine, fileSize: source.count) {
      storage throws(CheckpointError) in
      let name = "\(folder)data/\(storage.key)"
      guard var place = archive.place(name) else { throw .archive(.missingEntry(name)) }
      place.isBigEndian = isBigEndian
      return place
    }
  }

  /// Bytes that a pickle may ask for besides twice the file: half a million numbers beside the tensors.
  private static let allowance = 24 << 20

  private static func isBigEndian(
    _ place: StorageRange?, _ source: ByteSource
  ) throws(CheckpointError) -> Bool {
    // Before PyTorch 2.1 nothing said so, and all machines were little-endian.
    guard let place else { return false }
    let limit = 16
    guard place.byteCount <= limit else {
      throw .archive(.unknownByteOrder("a text of \(place.byteCount) bytes"))
    }
    let text = String(decoding: try place.bytes(0..<place.byteCount, of: source), as: UTF8.self)
    switch text {
    case "little": return false
    case "big": return true
    default: throw .archive(.unknownByteOrder(text))
    }
  }

  /// Reads the legacy stream: five pickles, then the storages one after another.
  init(stream source: ByteSource) throws(CheckpointError) {
    var machine = PickleMachine(
      ByteReader(source, 0..<source.count),
      MemoryBudget(fileSize: source.count, allowance: Self.allowance))
    guard case .long(let magic) = try machine.run(), magic == Self.magic else {
      throw .foreignFile(.pickle)
    }
    guard case .integer(1001) = try machine.run() else {
      throw machine.expected("protocol 1001 of torch.save")
    }
    // This describes the machine that wrote the file; storages are little-endian in any case.
    _ = try machine.run()
    let root = try machine.run()
    let list = try machine.run()
    var storages: [String: PickledStorage] = [:]
    for case .storage(let storage) in machine.heap.objects {
      storages[storage.key] = storages[storage.key] ?? storage
    }
    var places: [String: StorageRange] = [:]
    var reader = machine.rest
    for item in machine.heap.items(list) ?? [] {
      guard case .text(let key) = item, let storage = storages[key] else {
        throw machine.expected("keys of storages that the tensors use")
      }
      let count = try reader.integer(Int64.self)
      guard count == storage.count else {
        throw .storageCount(key, expected: storage.count, found: Int(count))
      }
      let (byteCount, overflows) = storage.count.multipliedReportingOverflow(
        by: storage.type.byteCount)
      guard !overflows else { throw .tooLarge(key, extents: [storage.count]) }
      guard byteCount <= reader.remaining else {
        throw .truncated(expected: UInt64(reader.position) + UInt64(byteCount), found: source.count)
      }
      let place = StorageRange(range: reader.position..<reader.position + byteCount)
      guard places.updateValue(place, forKey: key) == nil else { throw .duplicateName(key) }
      try reader.skip(byteCount)
    }
    guard reader.remaining == 0 else { throw .trailingBytes(reader.remaining) }
    try self.init(root, machine, fileSize: source.count) {
      storage throws(CheckpointError) in
      guard let place = places[storage.key] else { throw .missingStorage(storage.key) }
      return place
    }
  }

  /// 0x1950a86a20f9469cfc6c, little-endian.
  private static let magic: [UInt8] = [
    0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19,
  ]

  private init(
    _ root: PickleValue, _ machine: PickleMachine, fileSize: Int,
    place: (PickledStorage) throws(CheckpointError) -> StorageRange
  ) throws(CheckpointError) {
    let search = try StateDictionarySearch(root, in: machine.heap, machine.budget)
    guard !search.found.isEmpty else { throw .noStateDictionary(keys: search.keys) }
    var parts: [TensorPart] = []
    for dictionary in search.found {
      // Only one part is read, so each may take the whole budget.
      var budget = TensorBudget(fileSize: fileSize)
      var entries: [TensorEntry] = []
      var unreadable: [String: CheckpointError] = [:]
      var names: Set<String> = []
      for (name, tensor) in dictionary.tensors {
        guard names.insert(name).inserted else { throw .duplicateName(name) }
        do throws(CheckpointError) {
          let entry = try TensorEntry(name, tensor, place: try place(tensor.storage))
          try budget.take(entry)
          entries.append(entry)
        } catch {
          // The error matters only when somebody asks for the tensor.
          unreadable[name] = error
        }
      }
      for (name, reason) in dictionary.unreadable where !names.contains(name) {
        unreadable[name] = .unreadableTensor(name, reason: reason)
      }
      parts.append(
        TensorPart(
          path: dictionary.path, entries: entries, unreadable: unreadable,
          metadata: dictionary.metadata))
    }
    self.parts = parts
  }
}
