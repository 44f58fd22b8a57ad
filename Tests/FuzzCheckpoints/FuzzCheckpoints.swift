import Checkpoints
import Fuzzing
import Networks

/// What libFuzzer calls with every input: a checkpoint, or choices that make one, is opened and all of
/// it is read.
///
/// Errors are what damaged files should give; a trap, a leak of memory or a long run is a finding.
@_cdecl("LLVMFuzzerTestOneInput")
public func openCheckpoint(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = unsafe [UInt8](UnsafeBufferPointer(start: start, count: count))
  read(bytes)
  var hostile = HostileCheckpoint(choices: bytes)
  read(hostile.bytes)
  return 0
}

private func read(_ bytes: [UInt8]) {
  guard let checkpoint = try? Checkpoint(bytes: bytes) else { return }
  for part in checkpoint.parts(under: nil) {
    let checkpoint = checkpoint.reading(part)
    for entry in checkpoint.entries { _ = try? checkpoint.tensor(entry.name) }
    try? SafetensorsWriter(checkpoint, isHalf: true).write { _ in }
  }
  _ = try? Network(checkpoint)
}

/// The program's main function.
@_cdecl("FuzzCheckpoints_main")
public func main(
  _ count: CInt, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> CInt {
  unsafe fuzz(count, arguments, openCheckpoint)
}
