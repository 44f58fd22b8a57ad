import CVectors
import Files
import FoundationEssentials

/// A set of vector instructions that there are kernels for.
package enum ProcessorLevel: String, CaseIterable, Codable, Sendable {
  /// What every processor of the architecture has: SSE2 on x86-64, NEON on arm64.
  case baseline = "baseline"
  /// AVX2 and FMA: x86-64-v3.
  case avx2 = "avx2"
  /// AVX-512 with its parts F, BW, DQ and VL: x86-64-v4.
  case avx512 = "avx512"

  var number: processor_level {
    switch self {
    case .baseline: level_baseline
    case .avx2: level_avx2
    case .avx512: level_avx512
    }
  }

  /// The levels that this processor has, from the least to the most.
  package static let available = allCases.filter {
    $0.number.rawValue <= highest_level().rawValue
  }

  /// The level that `GANBRUSH_CPU` names, or else the highest.
  package static func chosen() throws(ProcessorLevelError) -> ProcessorLevel {
    try ProcessorLevel(named: ProcessInfo.processInfo.environment["GANBRUSH_CPU"] ?? "")
  }

  /// Finds a level by its name; without a name it is the highest of those that this processor has.
  ///
  /// - Throws: If there is no such level, or the processor does not have it.
  package init(
    named name: String, available: [ProcessorLevel] = available
  ) throws(ProcessorLevelError) {
    let level = name.isEmpty ? available.last : Self(rawValue: name)
    guard let level else { throw .unknown(name) }
    guard available.contains(level) else { throw .missing(level, available: available) }
    self = level
  }
}

/// Why a level cannot be used.
package enum ProcessorLevelError: Error, Equatable {
  case unknown(String)
  case missing(ProcessorLevel, available: [ProcessorLevel])
}

extension ProcessorLevelError: CustomStringConvertible {
  package var description: String {
    func list(_ levels: [ProcessorLevel]) -> String {
      levels.map(\.rawValue).joined(separator: ", ")
    }
    return switch self {
    case .unknown(let name):
      "GANBRUSH_CPU is '\(shown: name)', expected one of \(list(ProcessorLevel.allCases))"
    case .missing(let level, let available):
      "GANBRUSH_CPU is '\(level.rawValue)', which this processor lacks, expected one of "
        + list(available)
    }
  }
}
