import Files
import FoundationEssentials
import Testing

@Suite struct PersonalFolderTests {
  @Test(arguments: [
    (["HOME": "/h"], "/h/.local/state/ganbrush"),
    (["HOME": "/h", "XDG_STATE_HOME": "/s"], "/s/ganbrush"),
    (["HOME": "/h", "XDG_STATE_HOME": "s"], "/h/.local/state/ganbrush"),
    (["HOME": "/h", "XDG_STATE_HOME": ""], "/h/.local/state/ganbrush"),
  ])
  func `the environment names the folders`(environment: [String: String], state: String) {
    #expect(PersonalFolder.home(environment)?.path == "/h")
    #expect(PersonalFolder.state(environment)?.path == state)
  }

  @Test(arguments: [
    (["HOME": "/h"], "/h/.cache/ganbrush"),
    (["HOME": "/h", "XDG_CACHE_HOME": "/c"], "/c/ganbrush"),
    (["HOME": "/h", "XDG_CACHE_HOME": "c"], "/h/.cache/ganbrush"),
  ])
  func `the environment names the cache`(environment: [String: String], cache: String) {
    #expect(PersonalFolder.cache(environment)?.path == cache)
  }

  @Test(arguments: [
    (["HOME": "/h"], "/h/.local/share/ganbrush"),
    (["HOME": "/h", "XDG_DATA_HOME": "/d"], "/d/ganbrush"),
    (["HOME": "/h", "XDG_DATA_HOME": "d"], "/h/.local/share/ganbrush"),
  ])
  func `the environment names where one's own models lie`(
    environment: [String: String], data: String
  ) {
    #expect(PersonalFolder.data(environment)?.path == data)
  }

  @Test(arguments: [["HOME": ""], ["HOME": "relative"], [:]])
  func `without a home in the environment, the account's counts`(
    environment: [String: String]
  ) throws {
    let home = try #require(PersonalFolder.home(environment)?.path)
    #expect(home.hasPrefix("/"))
    #expect(PersonalFolder.state(environment)?.path == "\(home)/.local/state/ganbrush")
  }

  @Test(arguments: [
    ("~/a.json", "/h/a.json"), ("~", "/h"), ("$HOME/a", "/h/a"), ("$HOME", "/h"), ("~a/b", "~a/b"),
    ("a/~/b", "a/~/b"), ("$HOMER/a", "$HOMER/a"), ("", ""),
  ])
  func `a typed path begins at home where it says so`(typed: String, path: String) {
    #expect(PersonalFolder.home(["HOME": "/h"])?.expanding(typed) == path)
  }

  @Test func `a file's name may begin with a tilde`() {
    #expect(URL(file: "~/a.b/c.png").lastPathComponent == "c.png")
    #expect(URL(file: "~/a.b/c.png").path.hasSuffix("/~/a.b/c.png"))
    #expect(URL(file: "/~/c.png").path == "/~/c.png")
  }
}
