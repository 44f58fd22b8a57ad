import Cells
import Painting
import Pictures
import Screens
import Testing
import Units

/// Small pictures to choose from: by id, of the gallery, bookmarks, and of files that may be opened.
@Suite struct SheetStories {
  /// A painter whose terminal has room for three by three small pictures.
  private static func painter() -> Painter {
    var painter = Painter()
    painter.program {
      $0.display.pictureRect = $0.layout.picture
      $0.display.pictureExtent = (42, 42)
      return []
    }
    return painter
  }

  private static let grey = Picture(width: 8, height: 8) { _, _ in Pixel(128, 128, 128) }

  private static func wanted(_ painter: inout Painter) -> [ThumbnailSubject]? {
    var request: ThumbnailRequest?
    painter.program {
      request = $0.takeThumbnailRequest()
      return []
    }
    return request?.subjects
  }

  // MARK: Pictures of the model

  @Test func `a sheet shows the pictures from the one that is open, and asks for them once`() {
    var painter = Self.painter()
    #expect(Self.wanted(&painter) == nil)
    painter.type("a")
    #expect(painter.messageLine.contains("picture 104"))
    #expect(Self.wanted(&painter) == (104..<113).map { .picture(Latent(id: $0)) })
    #expect(Self.wanted(&painter) == nil)
    painter.program {
      $0.receive([.picture(Latent(id: 104)): Self.grey, .picture(Latent(id: 105)): nil])
      return []
    }
    guard case .sheet(_, let count)? = painter.state.pictureContent else {
      Issue.record("no sheet")
      return
    }
    #expect(count == 1)
  }

  @Test func `arrows and pages select a picture, and enter opens it`() {
    var painter = Self.painter()
    painter.type("ajl")
    #expect(painter.messageLine.contains("picture 108"))
    painter.press(.pageDown)
    #expect(painter.messageLine.contains("picture 117"))
    #expect(Self.wanted(&painter) == (113..<122).map { .picture(Latent(id: $0)) })
    painter.press(.enter)
    #expect(painter.session.latent.id == 117)
    #expect(painter.state.mode == .painting)
  }

  @Test func `escape leaves the picture as it was`() {
    var painter = Self.painter()
    painter.type("ajj")
    painter.press(.escape)
    #expect(painter.session.latent.id == 104 && painter.state.mode == .painting)
    #expect(painter.row(with: "concepts ─") != nil)
  }

  @Test func `the first click selects a small picture, the next one opens it`() throws {
    var painter = Self.painter()
    painter.type("a")
    let rect = try #require(painter.state.display.pictureRect)
    let place = (rect.row + rect.height - 1, rect.column)
    painter.click(place.0, place.1)
    #expect(painter.messageLine.contains("picture 110"))
    painter.click(place.0, place.1)
    #expect(painter.session.latent.id == 110)
  }

  @Test func `marks are kept, and are a sheet of their own`() {
    var painter = Self.painter()
    painter.type("*")
    #expect(painter.effects.contains(.keepBookmarks))
    #expect(painter.messageLine.contains("picture 104 is bookmarked"))
    painter.type("al*")
    #expect(painter.state.bookmarks.latents.map(\.id) == [104, 105])
    painter.press(.backTab)
    #expect(painter.messageLine.contains("picture 105, bookmarked"))
    #expect(Self.wanted(&painter) == [.picture(Latent(id: 104)), .picture(Latent(id: 105))])
    painter.type("*")
    #expect(painter.state.bookmarks.latents.map(\.id) == [104])
    // What is taken away stays in sight, to be marked again.
    painter.type("*")
    #expect(painter.state.bookmarks.latents.map(\.id) == [104, 105])
    painter.type("*h*")
    #expect(painter.messageLine.contains("bookmark 104 taken away"))
    #expect(painter.state.bookmarks.latents.isEmpty)
    painter.press(.tab, .backTab)
    #expect(painter.messageLine.contains("no bookmarks yet: * marks a picture"))
    painter.type("*")
    #expect(painter.messageLine.contains("there is no picture here; tab goes on to others"))
    painter.press(.enter)
    #expect(painter.session.latent.id == 104)
  }

  @Test func `a sheet without pictures goes on at the picture where it began`() {
    var painter = Self.painter()
    painter.type("a")
    painter.press(.backTab, .tab)
    #expect(painter.messageLine.contains("picture 104"))
  }

  @Test func `pictures of two seeds share neither mark nor small picture`() {
    var painter = Self.painter()
    painter.type("*")
    let other = Latent(seed: 7, id: 104)
    painter.program { $0.open(Session(latent: other, layer: "main.8"), from: "seven.json") }
    painter.type("a")
    #expect(painter.messageLine.contains("picture 104 of seed 7"))
    #expect(!painter.messageLine.contains("bookmarked"))
    #expect(Self.wanted(&painter)?.first == .picture(other))
    painter.type("*")
    #expect(painter.state.bookmarks.latents == [Latent(id: 104), other])
    painter.press(.backTab)
    painter.type("h")
    painter.press(.enter)
    #expect(painter.session.latent == Latent(id: 104))
  }

  @Test func `marks of earlier days come before those of today`() {
    var painter = Self.painter()
    painter.type("*")
    painter.program {
      $0.receive(Bookmarks([7, 104].map { Latent(id: $0) }))
      return []
    }
    #expect(painter.state.bookmarks.latents.map(\.id) == [7, 104])
  }

  // MARK: Files

  /// What is in the folder of the open line.
  private static let names = ["b.png", "a.json", "notes.txt", ".hidden.png", "old.png", "more/"]

  private static func opening() -> Painter {
    var painter = painter()
    painter.type("o")
    painter.program {
      $0.receive(Self.names, of: "")
      return []
    }
    return painter
  }

  @Test func `the open dialogue shows sessions and pictures, and steps through them`() {
    var painter = Self.opening()
    #expect(painter.listings == [""] && painter.effects.isEmpty)
    #expect(Self.wanted(&painter) == [.file("a.json"), .file("b.png"), .file("old.png")])
    for name in ["a.json", "b.png", "old.png", "a.json"] {
      painter.press(.pageDown)
      #expect(painter.messageLine.contains("open file: \(name)"))
    }
    painter.press(.pageUp, .pageUp)
    #expect(painter.messageLine.contains("open file: b.png"))
    _ = painter.takeEffects()
    painter.press(.enter)
    #expect(painter.takeEffects() == [.open(path: "b.png")])
  }

  @Test func `what is typed narrows the files, and another folder is looked at`() {
    var painter = Self.opening()
    painter.type("o")
    #expect(Self.wanted(&painter) == [.file("old.png")])
    painter.type("/")
    #expect(painter.listings == ["", "o/"])
    painter.program {
      // The answer for a folder that was left comes late.
      $0.receive(["c.png"], of: "")
      $0.receive(["d.png"], of: "o/")
      return []
    }
    #expect(Self.wanted(&painter) == [.file("o/d.png")])
  }

  @Test func `a file without a picture is left out, and without any the picture stays`() {
    var painter = Self.opening()
    painter.type("b")
    painter.program {
      $0.receive([.file("b.png"): nil])
      return []
    }
    guard case .rendering? = painter.state.pictureContent else {
      Issue.record("the picture went away")
      return
    }
    #expect(!painter.screen.contains("next file"))
  }

  @Test func `a click on a file's picture names it, and another one opens it`() throws {
    var painter = Self.opening()
    let rect = try #require(painter.state.display.pictureRect)
    painter.click(rect.row, rect.column)
    #expect(painter.messageLine.contains("open file: a.json"))
    _ = painter.takeEffects()
    painter.click(rect.row, rect.column)
    #expect(painter.takeEffects() == [.open(path: "a.json")])
  }

  // MARK: Pixels

  @Test func `the selected picture has a frame, a bookmarked one a corner`() {
    let sheet = SheetPicture(width: 90, height: 60, count: 4)
    #expect(sheet.side == 2)
    let subjects: [ThumbnailSubject] = [
      .picture(Latent(id: 1)), .picture(Latent(id: 2)), .picture(Latent(id: 3)),
    ]
    let picture = sheet.drawn(
      subjects, [.picture(Latent(id: 2)): Self.grey], selected: .picture(Latent(id: 2)),
      marked: [.picture(Latent(id: 3))])
    #expect(picture.width == picture.height && picture.width <= 60)
    let half = picture.width / 2
    #expect(picture[half + 10, 10] == Pixel(128, 128, 128))
    #expect(picture[picture.width - 1, 10] == Pixel(255, 215, 60))
    #expect(picture[0, 10] != Pixel(255, 215, 60))
    #expect(picture[half - 2, half + 2] == Pixel(255, 80, 120))
  }

  @Test(arguments: [(42, 1000, 3), (42, 4, 2), (588, 1000, 6), (588, 12, 4), (1, 0, 2)])
  func `few pictures become larger, many stay large enough to see`(
    extent: Int, count: Int, side: Int
  ) {
    #expect(SheetPicture(width: extent, height: extent, count: count).side == side)
  }
}
