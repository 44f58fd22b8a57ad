import FoundationEssentials
import Tensors

/// Writes the tensors of a checkpoint as a safetensors file, one after another.
///
/// Tensors are sorted by the width of their elements, so that each is aligned, and otherwise keep
/// their order.
/// Names are those of the checkpoint, without wrappers; notes are kept.
package struct SafetensorsWriter: Sendable {
  private let checkpoint: Checkpoint
  private let isHalf: Bool
  private let entries: [TensorEntry]

  /// Prepares to write all tensors of a checkpoint.
  ///
  /// - Parameters:
  ///   - checkpoint: Where the tensors are read from.
  ///   - isHalf: Whether floating-point numbers become half precision; other types are kept.
  package init(_ checkpoint: Checkpoint, isHalf: Bool) {
    self.checkpoint = checkpoint
    self.isHalf = isHalf
    entries = checkpoint.entries.enumerated().sorted {
      let (first, second) = (
        Self.type($0.element, isHalf).bitCount, Self.type($1.element, isHalf).bitCount
      )
      return (-first, $0.offset) < (-second, $1.offset)
    }.map(\.element)
  }

  /// Hands over the file's bytes, piece by piece: the header, then each tensor.
  ///
  /// - Throws: What `write` throws, or `CheckpointError` when a tensor cannot be read or narrowed.
  package func write(_ write: ([UInt8]) throws -> Void) throws {
    if let entry = entries.first(where: { $0.name == "__metadata__" }) {
      throw CheckpointError.reservedName(entry.name)
    }
    try write(header)
    for entry in entries { try write(try bytes(of: entry)) }
  }

  private static func type(_ entry: TensorEntry, _ isHalf: Bool) -> StorageType {
    isHalf && entry.storage.isReal ? .float16 : entry.storage
  }

  /// The length, and the JSON header padded to whole words, as the format's own library writes them.
  private var header: [UInt8] {
    var fields: [String] = []
    if !checkpoint.metadata.isEmpty {
      let notes = checkpoint.metadata.sorted { $0.key < $1.key }
        .map { "\(quoted($0.key)):\(quoted($0.value))" }
      fields.append("\"__metadata__\":{\(notes.joined(separator: ","))}")
    }
    var end = 0
    for entry in entries {
      let type = Self.type(entry, isHalf)
      let start = end
      guard let count = type.byteCount(of: entry.count) else {
        preconditionFailure("'\(entry.name)' was read, though its size cannot be counted")
      }
      end += count
      let extents = entry.extents.map(String.init).joined(separator: ",")
      fields.append(
        "\(quoted(entry.name)):{\"dtype\":\"\(type.rawValue)\",\"shape\":[\(extents)],"
          + "\"data_offsets\":[\(start),\(end)]}")
    }
    var text = Array("{\(fields.joined(separator: ","))}".utf8)
    while text.count % 8 != 0 { text.append(UInt8(ascii: " ")) }
    return (0..<8).map { UInt8(truncatingIfNeeded: text.count >> (8 * $0)) } + text
  }

  private func quoted(_ text: String) -> String {
    do {
      return String(decoding: try JSONEncoder().encode(text), as: UTF8.self)
    } catch {
      preconditionFailure("a text that JSON cannot hold: \(error)")
    }
  }

  private func bytes(of entry: TensorEntry) throws(CheckpointError) -> [UInt8] {
    guard isHalf, entry.storage.isReal, entry.storage != .float16, entry.count > 0 else {
      return try checkpoint.littleEndianBytes(of: entry)
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(2 * entry.count)
    for value in try checkpoint.tensor(entry.name).elements {
      let half = Float16(value)
      guard half.isFinite || !value.isFinite else {
        throw .beyondHalfPrecision(entry.name, value)
      }
      bytes.append(UInt8(truncatingIfNeeded: half.bitPattern))
      bytes.append(UInt8(truncatingIfNeeded: half.bitPattern >> 8))
    }
    return bytes
  }
}
