import Cells
import Screens
import Testing

@Suite struct ChoiceListTests {
  private static func list(_ purpose: ChoiceList.Purpose = .command) -> ChoiceList {
    ChoiceList(
      purpose, title: "fruit",
      [
        Choice(heading: "Trees"), Choice("a", ["green apple", "sour"], .none),
        Choice("b", ["ripe banana"], .none), Choice(heading: "Bushes"),
        Choice("c", ["apple of the earth"], .none, isCurrent: true),
      ])
  }

  private static func typed(_ text: String, _ purpose: ChoiceList.Purpose = .command) -> ChoiceList
  {
    var list = list(purpose)
    for character in text { _ = list.handle(.character(character), page: 3) }
    return list
  }

  @Test func `a list begins at the current choice`() {
    #expect(Self.list().selected?.label == "c")
  }

  @Test(arguments: [
    ("app", ["c", "a"]), ("APPLE", ["a", "c"]), ("so gre", ["a"]), ("ban rip", ["b"]), ("an", []),
    ("b", ["b"]), ("  ", ["Trees", "a", "b", "Bushes", "c"]), ("trees", []),
  ])
  func `each typed word begins a word, in any order, and the nearest comes first`(
    text: String, labels: [String]
  ) {
    #expect(Self.typed(text).found.map(\.label) == labels)
  }

  @Test func `a line that is emptied brings everything back`() {
    var list = Self.typed("rip")
    #expect(list.selected?.label == "b")
    _ = list.handle(.control("u"), page: 3)
    #expect(list.found.count == 5)
    #expect(list.selected?.label == "c")
  }

  @Test(arguments: [
    ([Key.up], "b"), ([.up, .up], "a"), ([.up, .up, .up], "a"), ([.home], "a"),
    ([.home, .end], "c"),
    ([.home, .down], "b"), ([.home, .tab, .tab], "c"), ([.backTab], "b"), ([.pageUp], "b"),
    ([.home, .pageDown], "c"), ([.down], "c"),
  ])
  func `keys move and pass over headings`(keys: [Key], label: String) {
    var list = Self.list()
    for key in keys {
      let outcome = list.handle(key, page: 3)
      #expect(outcome == .stayed)
    }
    #expect(list.selected?.label == label)
  }

  @Test(arguments: [("k", "b"), ("g", "a"), ("gj", "b"), ("g ", "c"), ("gG", "c")])
  func `in the help letters move as in other programs`(keys: String, label: String) {
    let list = Self.typed(keys, .help)
    #expect(list.selected?.label == label)
    #expect(!list.isTyping)
  }

  @Test(arguments: ["/rip", "rip", "/ripe b"])
  func `in the help a slash or another letter begins to filter`(keys: String) {
    #expect(Self.typed(keys, .help).found.map(\.label) == ["b"])
  }

  @Test func `enter chooses what is selected, escape nothing`() {
    var list = Self.typed("rip")
    guard case .chosen(let choice) = list.handle(.enter, page: 3) else {
      Issue.record("nothing was chosen")
      return
    }
    #expect(choice.label == "b")
    let outcome = list.handle(.escape, page: 3)
    #expect(outcome == .cancelled)
    var none = Self.typed("kiwi")
    let refusal = none.handle(.enter, page: 3)
    #expect(refusal == .stayed)
  }
}
