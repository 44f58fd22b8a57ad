/// What libFuzzer calls with every input.
package typealias FuzzedReader = @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt

@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
  _ reader: FuzzedReader
) -> CInt

/// Runs libFuzzer with the arguments of the command line.
///
/// It stands in for libFuzzer's own main, because the package manager gives the main function of every
/// program a name of its own.
package func fuzz(
  _ count: CInt, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?,
  _ reader: FuzzedReader
) -> CInt {
  var (count, arguments) = unsafe (count, arguments)
  return unsafe runDriver(&count, &arguments, reader)
}
