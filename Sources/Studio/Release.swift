/// What this program is called by those who report its faults.
package enum Release {
  package static let version = "0.1.0"
}
