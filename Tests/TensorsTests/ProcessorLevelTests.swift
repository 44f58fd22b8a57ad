import Tensors
import Testing

struct ProcessorLevelTests {
  @Test func `without a name the highest level is used`() throws {
    #expect(try ProcessorLevel(named: "", available: [.baseline]) == .baseline)
    #expect(try ProcessorLevel(named: "", available: [.baseline, .avx2]) == .avx2)
    #expect(try ProcessorLevel(named: "", available: ProcessorLevel.allCases) == .avx512)
  }

  @Test(arguments: ProcessorLevel.allCases)
  func `every level that the processor has can be named`(level: ProcessorLevel) throws {
    let found = try ProcessorLevel(named: level.rawValue, available: ProcessorLevel.allCases)
    #expect(found == level)
  }

  @Test func `a level that the processor lacks is an error that names the others`() {
    let error = #expect(throws: ProcessorLevelError.self) {
      try ProcessorLevel(named: "avx512", available: [.baseline, .avx2])
    }
    #expect(
      error?.description
        == "GANBRUSH_CPU is 'avx512', which this processor lacks, expected one of baseline, avx2")
  }

  @Test func `an unknown level is an error that names all`() {
    let error = #expect(throws: ProcessorLevelError.self) { try ProcessorLevel(named: "AVX2") }
    #expect(
      error?.description == "GANBRUSH_CPU is 'AVX2', expected one of baseline, avx2, avx512")
  }

  @Test func `control characters of a name are written out`() {
    let error = ProcessorLevelError.unknown("a\u{1B}[2J\u{202E}b")
    #expect(error.description.hasPrefix(#"GANBRUSH_CPU is 'a\u{1B}[2J\u{202E}b', expected "#))
  }

  @Test func `every processor has the baseline`() {
    #expect(ProcessorLevel.available.first == .baseline)
  }
}
