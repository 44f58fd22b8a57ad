import Files

/// An end of the program that is not the program's fault: a sentence for the person, and a status.
struct Refusal: Error {
  let message: String
  /// 2 where the arguments are at fault, else 1.
  let status: Int32

  init(_ message: String, status: Int32 = 1) {
    self.message = message.split(separator: "\n", omittingEmptySubsequences: false)
      .map { String($0).visible }.joined(separator: "\n")
    self.status = status
  }
}
