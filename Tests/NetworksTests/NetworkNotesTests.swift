import Checkpoints
import Networks
import Tensors
import Testing

/// What a file's notes say of its network, and what is said of notes that do not fit it.
@Suite struct NetworkNotesTests {
  private func noted(_ name: String, _ notes: [String: String]) throws -> Checkpoint {
    let checkpoint = try Fixture.open(name)
    var tensors: [String: Tensor] = [:]
    for entry in checkpoint.entries where entry.storage != .int64 {
      tensors[entry.name] = try checkpoint.tensor(entry.name)
    }
    return Checkpoint(tensors, metadata: notes)
  }

  @Test(arguments: [
    ("concepts", "sky tree", "has 2 names, expected 5"),
    ("concepts", "", "has 0 names, expected 5"),
    ("concepts", "a b c d a", "has a name twice, expected 5 different names"),
    (
      "concepts", "a b c d \u{1B}[2J",
      #"has "\u{1B}[2J", expected names of at most 60 visible characters"#
    ),
    (
      "concepts", "a b c d \u{202E}e",
      #"has "\u{202E}e", expected names of at most 60 visible characters"#
    ),
    ("size", "20", #"has "20", expected a multiple of 16 from 16 to 1024"#),
    ("size", "0", #"has "0", expected a multiple of 16 from 16 to 1024"#),
    ("size", "4096", #"has "4096", expected a multiple of 16 from 16 to 1024"#),
    ("size", "large", #"has "large", expected a multiple of 16 from 16 to 1024"#),
  ])
  func `a note that does not fit the network is named`(
    note: String, text: String, expected: String
  ) throws {
    let checkpoint = try noted("segmenter", ["ganbrush": "segmenter", note: text])
    let error = #expect(throws: NetworkError.self) { try Network(checkpoint) }
    #expect(error?.description == "the file's note '\(note)' \(expected)")
    // Files of others mean what they like by it.
    let foreign = try Segmenter(try noted("segmenter", [note: text]))
    #expect(foreign.concepts[4] == "concept 4")
  }

  @Test func `a classifier's notes are checked alike`() throws {
    let names = try noted("vgg", ["ganbrush": "classifier", "categories": "a b"])
    let error = #expect(throws: NetworkError.self) { try Classifier(names) }
    #expect(error?.description == "the file's note 'categories' has 2 names, expected 4")
    let size = try noted("vgg", ["ganbrush": "classifier", "size": "-3"])
    let other = #expect(throws: NetworkError.self) { try Network(size) }
    #expect(
      other?.description
        == #"the file's note 'size' has "-3", expected a whole number from 1 to 1024"#)
  }
}
