package import Dissection
package import Units

/// The pictures of a generator that are wanted of one unit: those that activate it most.
package struct UnitPicturesRequest: Equatable, Sendable {
  package let unit: Unit
  /// The ids of their latents, the most activating first.
  package let ids: [Int]

  package init(_ unit: Unit, ids: [Int]) {
    self.unit = unit
    self.ids = ids
  }
}

/// Those of them that are made, in their order.
package struct UnitPictures: Sendable {
  package let unit: Unit
  package let pictures: [ActivatedPicture]

  package init(_ unit: Unit, _ pictures: [ActivatedPicture]) {
    self.unit = unit
    self.pictures = pictures
  }
}
