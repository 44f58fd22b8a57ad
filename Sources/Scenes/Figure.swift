/// Something that stands on the plane.
enum Figure: Sendable {
  case tree(Tree)
  case building(Building)
  case fence(Fence)
  case boat(Boat)
  case rock(Rock)
  case person(Person)

  /// How far away it is, in metres: the farthest is painted first.
  var distance: Float {
    switch self {
    case .tree(let tree): tree.position.z
    case .building(let building): building.position.z
    case .fence(let fence): fence.position.z
    case .boat(let boat): boat.position.z
    case .rock(let rock): rock.position.z
    case .person(let person): person.position.z
    }
  }

  func cast(on canvas: inout Canvas, _ view: View) {
    switch self {
    case .tree(let tree): tree.cast(on: &canvas, view)
    case .building(let building): building.cast(on: &canvas, view)
    case .rock(let rock): rock.cast(on: &canvas, view)
    case .person(let person): person.cast(on: &canvas, view)
    case .fence, .boat: break
    }
  }

  func draw(on canvas: inout Canvas, _ view: View) {
    switch self {
    case .tree(let tree): tree.draw(on: &canvas, view)
    case .building(let building): building.draw(on: &canvas, view)
    case .fence(let fence): fence.draw(on: &canvas, view)
    case .boat(let boat): boat.draw(on: &canvas, view)
    case .rock(let rock): rock.draw(on: &canvas, view)
    case .person(let person): person.draw(on: &canvas, view)
    }
  }
}
