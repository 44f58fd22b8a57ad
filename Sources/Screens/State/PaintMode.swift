import Recipes
package import Units

/// What takes the keys.
package enum PaintMode: Equatable, Sendable {
  case painting
  /// The units of the chosen concept.
  case units(UnitList)
  /// The strokes and toggles of the picture.
  case strokes(OpenStrokes)
  /// Choosing from a list.
  case choosing(ChoiceList)
  /// Choosing among small pictures.
  case sheet(PictureSheet)
  case prompt(Prompt)
  case confirming(Confirmation)

  /// A question that one key answers.
  package enum Confirmation: Equatable, Sendable {
    case quit
    /// Another file, though strokes are not saved: a session takes the place of those of the picture in
    /// sight and of `pictures`, another model of those of all.
    case open(path: String, isModel: Bool, pictures: [Latent] = [])
    /// A file that is not this session's, or that somebody else has changed.
    case overwrite(path: String, wasChanged: Bool)
    /// A picture over a file that exists.
    case overwritePicture(path: String)
    case overwriteExport(Export)
    /// What is to be exported.
    case export
    case stopDissection
  }

  /// Whether a question or a list of choices takes the keys.
  var isAsking: Bool {
    switch self {
    case .painting, .units, .strokes: false
    case .choosing, .sheet, .prompt, .confirming: true
    }
  }

  /// Whether the answer may lose the strokes of a picture.
  func mayLose(_ picture: Latent, inSight: Latent) -> Bool {
    switch self {
    case .confirming(.quit), .confirming(.open(_, isModel: true, _)): true
    case .confirming(.open(_, _, let replaced)): picture == inSight || replaced.contains(picture)
    default: picture == inSight
    }
  }

  /// The open list, be it below a question or a list of choices.
  package var lists: OpenLists {
    switch self {
    case .units(let list): OpenLists(units: list)
    case .strokes(let list): OpenLists(strokes: list)
    case .choosing(let list): list.below
    case .prompt(let prompt): prompt.below
    case .painting, .confirming, .sheet: OpenLists()
    }
  }

  /// The open list of units, be it below a question or a list of choices.
  package var unitList: UnitList? { lists.units }

  /// The open list of strokes, be it below a question or a list of choices.
  package var openStrokes: OpenStrokes? { lists.strokes }

  /// Keeps the open list of units on the chosen recipe: it ends with its layer, and another recipe's
  /// list begins at its first unit.
  mutating func follow(_ chosen: Recipe) {
    guard let list = unitList, list.recipe != chosen else { return }
    let next = list.recipe.layer == chosen.layer ? UnitList(chosen) : nil
    let lists = OpenLists(units: next)
    switch self {
    case .choosing(var choices):
      choices.below = lists
      self = .choosing(choices)
    case .prompt(var prompt):
      prompt.below = lists
      self = .prompt(prompt)
    case .painting, .units, .strokes, .confirming, .sheet: self = lists.mode
    }
  }
}
