import Files
import Testing

@Suite struct ChecksumTests {
  @Test func `the checksum is that of zlib`() {
    var checksum = Checksum()
    checksum.append("123456789".utf8)
    #expect(checksum.text == "cbf43926")
    #expect(Checksum().text == "00000000")
  }

  @Test func `parts give the checksum of the whole`() {
    var (whole, parts) = (Checksum(), Checksum())
    whole.append("ganbrush journal".utf8)
    parts.append("ganbrush".utf8)
    parts.append(" journal".utf8)
    #expect(whole == parts)
  }
}
