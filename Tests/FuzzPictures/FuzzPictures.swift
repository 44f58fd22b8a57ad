import Fuzzing
import Pictures

/// What libFuzzer calls with every input: a picture file, or choices that make a PNG file, is read in
/// every way.
///
/// Errors are what damaged files should give; a trap, a leak of memory or a long run is a finding.
@_cdecl("LLVMFuzzerTestOneInput")
public func readPicture(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  var bytes = unsafe [UInt8](UnsafeBufferPointer(start: start, count: count))
  let isPhoto =
    bytes.starts(with: [0xFF, 0xD8, 0xFF]) || bytes.dropFirst(8).starts(with: "WEBP".utf8)
  if !isPhoto, !bytes.starts(with: PNG.signature) { bytes = HostilePNG(choices: bytes).bytes }
  _ = try? PNG.text("ganbrush", in: bytes)
  _ = try? PNG.warnings(in: bytes)
  // More pixels would take time without other paths.
  guard let encoded = try? EncodedPicture(bytes, pixelLimit: 1 << 14) else { return 0 }
  let whole = try? encoded.picture()
  let small = try? encoded.resized(width: 5, height: 9)
  precondition(small == whole?.resized(width: 5, height: 9), "two ways to read differ")
  precondition((try? encoded.rgba())?.height == whole?.height, "two ways to read differ")
  return 0
}

/// The program's main function.
@_cdecl("FuzzPictures_main")
public func main(
  _ count: CInt, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> CInt {
  unsafe fuzz(count, arguments, readPicture)
}
