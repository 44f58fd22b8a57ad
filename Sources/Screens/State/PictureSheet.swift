package import Units

/// Small pictures side by side to choose from: by their ids, of the model's gallery, or bookmarks.
package struct PictureSheet: Equatable, Sendable {
  /// Where the pictures come from.
  package enum Source: CaseIterable, Sendable { case series, gallery, bookmarks }

  package private(set) var source = Source.series
  private let gallery: [Latent]
  package private(set) var bookmarks: [Latent]
  /// What the source of bookmarks shows: also those taken away meanwhile, so that they can be marked again.
  private var listed: [Latent]
  /// The picture that was selected last, also while the source has none; ids are of its seed.
  private var latest: Latent
  /// Where the selected picture stands in its source.
  private var index: Int
  /// Where the pictures in sight begin, as long as the selected one is among them.
  private var first: Int

  /// Opens a sheet at a picture; the ids of the gallery are of its seed, too.
  package init(at latent: Latent, gallery: [Int], bookmarks: [Latent]) {
    self.gallery = gallery.map { Latent(seed: latent.seed, id: $0) }
    (self.bookmarks, listed) = (bookmarks, bookmarks)
    (index, first, latest) = (latent.id, latent.id, latent)
  }

  /// The selected picture; nil where the source has none.
  package var selected: Latent? { latent(at: index) }

  /// How many pictures the source has.
  package var count: Int {
    switch source {
    case .series: Latent.maximumID + 1
    case .gallery: gallery.count
    case .bookmarks: listed.count
    }
  }

  private func latent(at index: Int) -> Latent? {
    guard (0..<count).contains(index) else { return nil }
    return switch source {
    case .series: Latent(seed: latest.seed, id: index)
    case .gallery: gallery[index]
    case .bookmarks: listed[index]
    }
  }

  /// The pictures in sight, row by row.
  ///
  /// - Parameter side: How many pictures a row has, and how many rows there are.
  /// - Returns: As many as there are room for, or fewer at the end.
  package func latents(side: Int) -> [Latent] {
    page(side: side).compactMap(latent(at:))
  }

  private func page(side: Int) -> Range<Int> {
    let size = side * side
    let start = (first..<first + size).contains(index) ? first : max(0, index - index % size)
    return start..<max(start, min(count, start + size))
  }

  // MARK: Words

  /// What comes after the source.
  var next: String {
    switch source {
    case .series: "gallery"
    case .gallery: "bookmarks"
    case .bookmarks: "by id"
    }
  }

  /// Which picture is selected, or why none is.
  func sentence(_ commands: CommandTable) -> String {
    if let selected {
      let place = source == .gallery ? " of the gallery" : ""
      return "picture \(selected.name)\(place)"
        + (bookmarks.contains(selected) ? ", bookmarked" : "")
    }
    return source == .gallery
      ? "the model has no gallery" : "no bookmarks yet: \(commands.key(.bookmark)) marks a picture"
  }

  // MARK: Moving

  /// Selects the picture so many places on; pages follow, and the ends of the source stop it.
  package mutating func move(by offset: Int, side: Int) {
    let page = page(side: side)
    let size = side * side
    index = max(0, min(count - 1, index + offset))
    first = page.lowerBound
    while index < first { first = max(0, first - size) }
    while index >= first + size { first += size }
  }

  /// Selects a picture in sight by its place; returns `false` where there is none.
  package mutating func select(place: Int, side: Int) -> Bool {
    let page = page(side: side)
    guard page.indices.dropFirst(place).first != nil else { return false }
    (index, first) = (page.lowerBound + place, page.lowerBound)
    return true
  }

  /// Goes to the next source, at the same picture where it has that.
  package mutating func changeSource(by offset: Int) {
    let latent = selected ?? latest
    latest = latent
    let all = Source.allCases
    let place = (all.firstIndex(of: source) ?? 0) + offset + all.count
    source = all[place % all.count]
    listed = bookmarks
    switch source {
    case .series: index = latent.id
    case .gallery: index = gallery.firstIndex(of: latent) ?? 0
    case .bookmarks: index = bookmarks.firstIndex(of: latent) ?? 0
    }
    first = source == .series ? index : 0
  }

  /// Takes over which pictures are bookmarked.
  package mutating func follow(_ bookmarks: [Latent]) {
    self.bookmarks = bookmarks
    listed += bookmarks.filter { !listed.contains($0) }
  }
}
