/// A value that other values refer to by its place.
enum PickleObject: Sendable {
  /// A place in the heap's `items`: tuples are many, small, and never change.
  case tuple(Range<Int>)
  case list([PickleValue])
  /// A dict or an OrderedDict, in the order of insertion; keys may come twice.
  case dictionary([(key: PickleValue, value: PickleValue)])
  case storage(PickledStorage)
  case tensor(PickledTensor)
  /// numpy's type of a number, such as `f8`.
  case numberType(String, isBigEndian: Bool)
}

/// All objects of a pickle.
///
/// Values refer to objects by number, so that a value that contains itself is no endless one, and a
/// deeply nested one is not taken apart recursively.
struct PickleHeap: Sendable {
  var objects: [PickleObject] = []
  /// The items of all tuples, one tuple after another.
  private var tupleItems: [PickleValue] = []

  /// Makes a tuple.
  mutating func tuple(_ items: some Sequence<PickleValue>) -> PickleObject {
    let start = tupleItems.count
    tupleItems.append(contentsOf: items)
    return .tuple(start..<tupleItems.count)
  }

  /// The object of a value, if it is one.
  func object(_ value: PickleValue) -> PickleObject? {
    guard case .object(let place) = value else { return nil }
    return objects[place]
  }

  /// The items of a tuple or a list.
  func items(_ value: PickleValue) -> [PickleValue]? {
    switch object(value) {
    case .tuple(let range): Array(tupleItems[range])
    case .list(let items): items
    default: nil
    }
  }

  /// The whole numbers of a tuple or list of nothing else.
  func integers(_ value: PickleValue) -> [Int]? {
    guard let items = items(value) else { return nil }
    var numbers: [Int] = []
    for item in items {
      guard case .integer(let number) = item else { return nil }
      numbers.append(number)
    }
    return numbers
  }

  /// The entries of a dictionary.
  func dictionary(_ value: PickleValue) -> [(key: PickleValue, value: PickleValue)]? {
    guard case .dictionary(let entries) = object(value) else { return nil }
    return entries
  }
}
