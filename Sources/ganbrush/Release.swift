/// What this program is called by those who report its faults.
enum Release {
  static let version = "0.1.0"
}
