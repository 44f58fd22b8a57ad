import Dissection

extension ReportPage {
  /// What the numbers mean, in a sentence each.
  var brief: Markup {
    Self.section(
      "brief", "In short",
      [
        Self.definitions(
          ReportTerm.first.map { term in
            ([.element("a", [("href", "#\(term.id)")], term.name)], term.brief)
          })
      ])
  }

  /// What the numbers mean, in plain words.
  var reading: Markup {
    Self.section(
      "reading", "How to read the numbers",
      [
        Self.definitions(
          ReportTerm.allCases.map { term in
            ([.element("span", [("id", term.id)], term.name)], term.explanation(of: report))
          })
      ])
  }
}
