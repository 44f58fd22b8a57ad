extension Double {
  /// A place in a drawing: at most two decimals, none where it is whole.
  var place: String {
    let rounded = (self * 100).rounded() / 100
    return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
  }
}
