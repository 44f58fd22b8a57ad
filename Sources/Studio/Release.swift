/// The version of the program, for people who report its faults.
package enum Release {
  package static let version = "0.1.0"
}
