import Cells
import Dissection
import Painting
import Pictures
import Screens
import Testing
import Units

/// Looking at what a unit is.
@Suite struct UnitViewStories {
  private static func dissected(
    _ state: PaintState = Church.state(), width: Int = 80, height: Int = 24
  ) -> Painter {
    var painter = Painter(state, width: width, height: height)
    painter.program {
      $0.receive(Church.report)
      return []
    }
    return painter
  }

  /// What the painter asks the renderer for.
  private static func request(_ painter: inout Painter) -> UnitPicturesRequest? {
    var request: UnitPicturesRequest?
    painter.program {
      request = $0.takeUnitPicturesRequest()
      return []
    }
    return request
  }

  @Test func `i lists a concept's units and tells of the selected one`() {
    var painter = Self.dissected()
    painter.type("i")
    #expect(painter.row(with: "tree units") != nil)
    #expect(painter.row(with: "unit 0 · level −1.00 ") != nil)
    #expect(painter.row(with: "no match, best tree") != nil)
    painter.type("jjjjj")
    #expect(painter.row(with: "unit 5 · level −0.38 ") != nil)
    #expect(painter.row(with: "matches brick (object)") != nil)
    #expect(painter.messageLine.contains(" lit: above its level −0.38, which 1 % of pixels exceed"))
    #expect(painter.row(with: "IoU 0.050 chance 0.012") != nil)
    #expect(painter.row(with: "at most 0.200 possible") != nil)
    #expect(painter.row(with: "i picture") != nil)
    #expect(!painter.screen.contains("sure"))
  }

  @Test func `i leads back to where it was pressed`() {
    var painter = Self.dissected()
    let start = painter.screen
    painter.type("ijji")
    #expect(painter.screen == start)
    painter.press(.enter)
    let list = painter.screen
    painter.type("ii")
    #expect(painter.screen == list)
    #expect(painter.row(with: "i what it is") != nil)
    // A list that the person has opened stays.
    painter.press(.escape)
    painter.type("i")
    painter.press(.enter, .enter)
    painter.type("i")
    #expect(painter.screen == list)
  }

  @Test func `a match that chance gives, too, is called so`() {
    var painter = Self.dissected()
    painter.program {
      $0.receive(Church.report(chance: 0.06))
      return []
    }
    painter.type("ijjjjj")
    #expect(painter.row(with: "matches brick by chance") != nil)
    painter.type("jj")
    #expect(painter.row(with: "matches window (object)") != nil)
  }

  @Test func `an unsure segmenter is warned of once, and beside each label`() {
    var painter = Painter()
    painter.program {
      $0.receive(confidence: 0.41)
      return []
    }
    #expect(
      painter.messageLine.contains(
        "! segmenter only 41 % sure: concepts may be wrong for these pictures"))
    painter.press(.escape)
    painter.program {
      $0.receive(Church.report(confidence: 0.41))
      return []
    }
    #expect(!painter.messageLine.contains("sure"))
    painter.type("i")
    #expect(painter.row(with: "segmenter only 41 % sure") != nil)
  }

  @Test func `the view follows concepts and layers, and escape closes it`() {
    var painter = Self.dissected()
    painter.type("i")
    painter.press(.enter)
    #expect(painter.state.mode == .painting)
    painter.type("4")
    #expect(painter.row(with: "unit 9 ") != nil)
    painter.type("<")
    #expect(painter.row(with: "main.5 is not dissected") != nil)
    painter.press(.escape)
    #expect(painter.row(with: "main.5 is not dissected") == nil)
  }

  @Test func `single units are looked at as they are chosen`() {
    var painter = Self.dissected(Church.bare())
    painter.type("7i")
    #expect(painter.state.mode == .painting)
    #expect(painter.row(with: "unit 6 ") != nil)
    #expect(painter.row(with: " i picture  ") != nil)
    painter.press(.tab)
    #expect(painter.row(with: "unit 7 ") != nil)
  }

  @Test func `a key that would show nothing beside a unit says so`() {
    var painter = Self.dissected()
    painter.type(" i")
    let page = painter.state.pictureContent
    for key in "vczb" {
      painter.type(String(key))
      #expect(painter.messageLine.contains("unit 0 is in sight; i brings the picture back"))
    }
    painter.type("i")
    #expect(painter.state.pictureContent != page)
    #expect(!painter.state.context.isOpen && !painter.state.view.isZoomed)
    #expect(painter.row(1).contains("tree activity"))
  }

  @Test func `a stroke brings the picture back`() {
    var painter = Self.dissected(Church.bare())
    painter.type("7ix")
    #expect(painter.session.strokes.count == 1)
    #expect(!painter.state.unitView.isOpen)
  }

  @Test func `without a dissection the view says how to get one, above the picture`() {
    var painter = Painter()
    painter.type("i")
    #expect(painter.row(with: "the model is not") != nil)
    #expect(Self.request(&painter) == nil)
    #expect(painter.state.pictureContent == .rendering(request: 1, .after))
    #expect(painter.state.picture(width: 8, height: 8)?.width == 64)
  }

  @Test func `the features are those of the unit in sight, and the concept's afterwards`() {
    // In the sky unit 0 is at 1, a quantile of 0.25, and unit 1 at 0.
    func sky(_ painter: Painter) -> Colour {
      let place = painter.place(ofCell: 0, 0)
      return PaintScreen(painter.state).draw()[place.row, place.column].style.background
    }
    var painter = Self.dissected()
    painter.type("i")
    #expect(painter.row(1).contains("unit 0 activity"))
    #expect(sky(painter) == HeatScale.colour(0.25))
    painter.type("j")
    #expect(sky(painter) == HeatScale.colour(0))
    painter.type("i")
    #expect(painter.row(1).contains("tree activity ─"))
    #expect(sky(painter) == HeatScale.colour(0.25 * 8 / 15))
  }

  // MARK: Pictures

  @Test func `a unit's five pictures are asked for when it is in sight, once`() {
    var painter = Self.dissected()
    #expect(Self.request(&painter) == nil)
    painter.type("ijj")
    let unit2 = UnitPicturesRequest(Unit("main.8", 2), ids: [2, 3, 4, 5, 6])
    #expect(Self.request(&painter) == unit2)
    #expect(Self.request(&painter) == nil)
    #expect(painter.state.pictureContent == .unit(Unit("main.8", 2), count: 0))
    for count in [3, 5] {
      painter.program {
        $0.receive(Church.pictures(unit2, count: count))
        return []
      }
      #expect(painter.state.pictureContent == .unit(Unit("main.8", 2), count: count))
    }
    painter.type("j")
    #expect(Self.request(&painter)?.unit.channel == 3)
    // Those of unit 2 are there; those of unit 3 never came.
    painter.type("k")
    #expect(Self.request(&painter) == nil)
    painter.type("j")
    #expect(Self.request(&painter)?.unit.channel == 3)
    painter.type("i")
    #expect(painter.state.pictureContent == .rendering(request: 1, .after))
  }

  @Test func `pictures of few units are kept, those that were looked at last`() {
    var painter = Self.dissected()
    painter.type("i")
    for _ in 0..<20 {
      if let request = Self.request(&painter) {
        painter.program {
          $0.receive(Church.pictures(request, count: 5))
          return []
        }
      }
      painter.type("j")
    }
    let counts = (0..<20).map {
      painter.state.unitView.pictures(of: Unit("main.8", $0)).count
    }
    #expect(counts == Array(repeating: 0, count: 4) + Array(repeating: 5, count: 16))
  }

  @Test(arguments: [
    // Rooms in half blocks and in sixels: how many pictures, in how many columns.
    (24, 32, 5, 2), (24, 12, 2, 2), (192, 256, 5, 2), (60, 50, 5, 3), (480, 90, 5, 5),
    (3, 3, 1, 1),
  ])
  func `pictures are as large as their room allows`(
    width: Int, height: Int, count: Int, columns: Int
  ) {
    let sheet = UnitSheet(width: width, height: height)
    #expect((sheet.count, sheet.columns) == (count, columns))
    let request = UnitPicturesRequest(Unit("main.8", 2), ids: [2, 3, 4, 5, 6])
    let drawn = sheet.drawn(Church.pictures(request, count: 5).pictures, above: 0)
    #expect(drawn.width <= width && drawn.height <= height)
    #expect(drawn.width == columns * (sheet.side + sheet.gap) - sheet.gap)
    // A border around the region would cover much of a small picture.
    let yellow = Pixel(255, 255, 0)
    let hasBorder = (0..<sheet.side).contains { drawn[$0, sheet.side / 2] == yellow }
    #expect(hasBorder == (sheet.side >= 48))
    // The left half is above the level, the right half is dark, or the border's yellow.
    #expect(drawn[0, 0] == Pixel(100, 100, 100))
    if sheet.side >= 10 { #expect(drawn[sheet.side - 1, 0] == Pixel(50, 50, 50)) }
  }

  @Test func `no stroke is painted on the pictures of a unit`() {
    var painter = Self.dissected()
    painter.program {
      $0.display.pictureRect = Rect(row: 5, column: 10, height: 10, width: 20)
      return []
    }
    painter.type("i")
    painter.click(8, 20)
    #expect(!painter.session.isEdited)
    painter.type("i")
    painter.click(8, 20)
    #expect(painter.session.isEdited)
  }

  // MARK: Dissecting

  @Test func `m asks for a dissection once, and the header tells how far it is`() {
    var painter = Painter(Church.bare())
    painter.program {
      $0.receive(Church.measured())
      return []
    }
    painter.type("mi")
    #expect(painter.takeEffects() == [.dissect])
    #expect(painter.row(0).hasSuffix("dissecting 0 % "))
    painter.program {
      $0.receiveDissected(percent: 12)
      return []
    }
    #expect(painter.row(0).hasSuffix("dissecting 12 % "))
    #expect(painter.row(with: "dissected: 12 %") != nil)
    painter.type("m")
    #expect(
      painter.messageLine.contains(
        "the model is being dissected (12 %). stop it? what is counted is kept"))
    painter.type("n")
    #expect(painter.takeEffects() == [])
    painter.program {
      $0.endDissection(.failure(FileFailure(path: "a.pth", reason: "no")))
      return []
    }
    #expect(painter.messageLine.contains("! dissection: a.pth: no"))
    #expect(painter.row(0).hasSuffix("33 ms "))
    painter.type("m")
    #expect(painter.takeEffects() == [.dissect])
  }

  @Test func `m and y stop a dissection, and m goes on with it`() {
    var painter = Painter()
    painter.type("mmy")
    #expect(painter.takeEffects() == [.dissect, .stopDissection])
    #expect(painter.row(0).hasSuffix("stopping… "))
    painter.type("m")
    #expect(painter.messageLine.contains("the dissection is being stopped"))
    #expect(painter.state.mode == .painting)
    painter.program {
      $0.receive(Church.report, isWhole: false)
      $0.endDissection(.success("stopped"))
      return []
    }
    #expect(painter.messageLine.contains("stopped"))
    painter.type("m")
    #expect(painter.takeEffects() == [.dissect])
    // Its end answers the question, too.
    painter.type("m")
    painter.program {
      $0.endDissection(.success("dissected"))
      return []
    }
    #expect(painter.state.mode == .painting)
    // What is late is of no dissection.
    painter.program {
      $0.receiveDissected(percent: 50)
      return []
    }
    #expect(painter.state.unitView.percent == nil)
  }

  @Test func `m says that a model is dissected`() {
    var painter = Self.dissected()
    painter.type("m")
    #expect(painter.takeEffects() == [])
    #expect(painter.messageLine.contains("the model is dissected: i shows what a unit is"))
    #expect(painter.row(0).hasSuffix("33 ms "))
  }

  @Test(arguments: [
    (false, "single units are the brushes; a dissection is begun, m goes on with it"),
    (true, "a dissection of the model is begun; m goes on with it"),
  ])
  func `the first line tells of a dissection that is begun`(hasRecipes: Bool, line: String) {
    var painter = Painter(hasRecipes ? Church.state() : Church.bare())
    painter.program {
      $0.noteBegunDissection()
      return []
    }
    #expect(painter.messageLine.contains(line))
  }

  @Test func `the first line tells where brushes are from, and nothing else goes for it`() {
    var painter = Painter(Church.bare())
    painter.program {
      $0.receive(Church.recipes)
      return []
    }
    #expect(
      painter.messageLine.contains(
        "the brushes are from the model's dissection; i shows what a unit is"))
    painter = Painter(Church.bare())
    painter.type("é")
    painter.program {
      $0.receive(Church.recipes)
      return []
    }
    #expect(painter.messageLine.contains("no command for this key"))
  }

  @Test func `brushes take the place of single units as they are found`() {
    var painter = Painter(Church.bare())
    painter.program {
      $0.receive(Church.measured())
      return []
    }
    painter.choose(.character("r"), "brush")
    painter.type("8 ")
    painter.program {
      $0.receive(Church.recipes)
      return []
    }
    #expect(painter.row(with: "▸1 tree") != nil)
    #expect(painter.state.brush.strength == 15)
    #expect(painter.session.strokes.count == 1)
    // What comes later leaves choice and strength.
    painter.type("4+")
    painter.program {
      $0.receive(Church.recipes)
      return []
    }
    #expect(painter.state.concepts.chosenName == "sky")
    #expect(painter.state.brush.strength == 30)
  }
}
