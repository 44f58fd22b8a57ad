package import CVectors

/// The processor that this program runs on, and the kernels for what it is able to do.
package enum Processor {
  /// The level that is used.
  ///
  /// - Precondition: `ProcessorLevel.chosen` throws no error.
  package static let level: ProcessorLevel = {
    do { return try ProcessorLevel.chosen() } catch { preconditionFailure("\(error)") }
  }()

  /// The loops over features, as the level has them.
  package static let kernels = unsafe kernels_of(level.number).pointee
}
