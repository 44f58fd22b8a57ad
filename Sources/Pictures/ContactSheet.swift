/// Pictures of one size side by side, row by row.
package enum ContactSheet {
  /// How many pictures a row has: as many as there are rows, or one more.
  package static func side(_ count: Int) -> Int {
    var side = 1
    while side * side < count { side += 1 }
    return side
  }

  /// Puts the pictures on one; places that are left are black.
  ///
  /// - Precondition: There is at least one picture, and all have the same size.
  package static func picture(of pictures: [Picture]) -> Picture {
    precondition(!pictures.isEmpty, "a sheet of no pictures")
    let (width, height) = (pictures[0].width, pictures[0].height)
    let columns = side(pictures.count)
    let rows = (pictures.count + columns - 1) / columns
    var sheet = Picture(
      width: columns * width, height: rows * height,
      bytes: [UInt8](repeating: 0, count: columns * width * rows * height * 3))
    for (number, picture) in pictures.enumerated() {
      precondition(
        picture.width == width && picture.height == height,
        "picture \(number) is \(picture.width)×\(picture.height), not \(width)×\(height)")
      sheet.replace(x: number % columns * width, y: number / columns * height, with: picture)
    }
    return sheet
  }
}
