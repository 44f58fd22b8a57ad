import Files

extension JSONFile {
  /// Reads a value from a file of a run.
  ///
  /// - Throws: `DissectionError.file` or `.malformed`, which names the file.
  static func read<Value: Decodable>(
    _ type: Value.Type, at path: String
  ) throws(DissectionError) -> Value {
    do {
      return try decode(type, from: try InputFile.bytes(of: path, limit: limit, .regular))
    } catch let error as InputError {
      throw .file("\(error)")
    } catch {
      throw .malformed(path: path, reason: DecodingReason.text(of: error))
    }
  }
}
