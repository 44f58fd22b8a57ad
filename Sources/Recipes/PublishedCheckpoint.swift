/// A Progressive GAN that was published with GAN Dissection, told from others of the same shape.
///
/// Names and hash prefixes are those of `proggan_NAME-PREFIX.pth` in dissect's
/// `experiment/setting.py`; `NAME_lsun.pth` is what gandissect called the same models.
package enum PublishedCheckpoint: String, CaseIterable, Sendable {
  case bedroom = "d8a89ff1"
  case churchoutdoor = "7e701dd5"
  case conferenceroom = "21e85882"
  case diningroom = "3aa0ab80"
  case kitchen = "67f1e16c"
  case livingroom = "5ef336dd"
  case restaurant = "b8578299"
  case celebhq = "620d161c"

  /// The first hexadecimals of the file's SHA-256.
  package var hashPrefix: String { rawValue }

  package var names: [String] { ["proggan_\(name)", "\(name)_lsun"] }

  private var name: String {
    switch self {
    case .bedroom: "bedroom"
    case .churchoutdoor: "churchoutdoor"
    case .conferenceroom: "conferenceroom"
    case .diningroom: "diningroom"
    case .kitchen: "kitchen"
    case .livingroom: "livingroom"
    case .restaurant: "restaurant"
    case .celebhq: "celebhq"
    }
  }
}
