/// A value that other values refer to by its number.
///
/// Large values lie in boxes of their own, so that the many small ones take little memory.
enum PickleObject: Sendable {
  /// A place in the heap's `items`: tuples are many, small, and never change.
  case tuple(Range<Int>)
  /// A place in the heap's `lists`.
  case list(Int)
  /// A dict or one of its subclasses: a place in the heap's `dictionaries`.
  case dictionary(Int)
  indirect case storage(PickledStorage)
  indirect case tensor(PickledTensor)
  /// A tensor that no reader here understands, and why.
  indirect case unreadableTensor(String)
  /// numpy's type of a number, such as `f8`.
  indirect case numberType(String, isBigEndian: Bool)
  /// An object of any other class; only its description is kept.
  indirect case opaque(OpaqueObject)
}

/// An object whose class is not known and never looked for.
struct OpaqueObject: Sendable {
  /// The state from which the class would set its attributes, if the pickle has one.
  var state: PickleValue?
  /// The place of the entries, if the object is also a dictionary.
  var dictionary: Int?
  /// The place of the items, if the object is also a list.
  var list: Int?
}

/// All objects of a pickle.
///
/// Values refer to objects by number, so a value that contains itself is not endless, and a deeply
/// nested one is released without recursion.
struct PickleHeap: Sendable {
  var objects: [PickleObject] = []
  /// The items of all tuples, one tuple after another.
  private var tupleItems: [PickleValue] = []
  /// The items of each list, which grow in place: a list that is taken out to grow is copied each
  /// time.
  private var lists: [[PickleValue]] = []
  /// The entries of each dictionary, in the order of insertion; keys may come twice.
  private var dictionaries: [[(key: PickleValue, value: PickleValue)]] = []

  /// Makes a list.
  mutating func list() -> PickleObject {
    lists.append([])
    return .list(lists.count - 1)
  }

  /// Adds items to a list, or to an object, which then is a list as well.
  ///
  /// - Returns: False where the object cannot have items.
  mutating func append(_ items: [PickleValue], toItemsOf place: Int) -> Bool {
    let target: Int
    switch objects[place] {
    case .list(let found): target = found
    case .opaque(var object):
      if object.list == nil {
        lists.append([])
        object.list = lists.count - 1
        objects[place] = .opaque(object)
      }
      target = object.list ?? 0
    default: return false
    }
    lists[target].append(contentsOf: items)
    return true
  }

  /// Makes a dictionary.
  mutating func dictionary(
    _ entries: [(key: PickleValue, value: PickleValue)] = []
  ) -> PickleObject {
    dictionaries.append(entries)
    return .dictionary(dictionaries.count - 1)
  }

  /// Adds keys and values, in turns, to a dictionary, or to an object, which then is a dictionary
  /// as well.
  ///
  /// - Returns: False where the object cannot have entries.
  mutating func append(_ items: [PickleValue], toEntriesOf place: Int) -> Bool {
    let target: Int
    switch objects[place] {
    case .dictionary(let found): target = found
    case .opaque(var object):
      if object.dictionary == nil {
        dictionaries.append([])
        object.dictionary = dictionaries.count - 1
        objects[place] = .opaque(object)
      }
      target = object.dictionary ?? 0
    default: return false
    }
    for index in stride(from: 0, to: items.count, by: 2) {
      dictionaries[target].append((key: items[index], value: items[index + 1]))
    }
    return true
  }

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

  /// The number of items of a tuple or a list.
  func itemCount(_ value: PickleValue) -> Int? {
    switch object(value) {
    case .tuple(let range): range.count
    case .list(let place): lists[place].count
    case .opaque(let object): object.list.map { lists[$0].count }
    default: nil
    }
  }

  /// The first items of a tuple or a list, at most `limit`.
  func items(_ value: PickleValue, limit: Int = .max) -> [PickleValue]? {
    switch object(value) {
    case .tuple(let range): Array(tupleItems[range].prefix(limit))
    case .list(let place): Array(lists[place].prefix(limit))
    case .opaque(let object): object.list.map { Array(lists[$0].prefix(limit)) }
    default: nil
    }
  }

  /// The numbers of a tuple or list, if it has at most `limit` items and all are whole numbers.
  func integers(_ value: PickleValue, limit: Int) -> [Int]? {
    guard let count = itemCount(value), count <= limit, let items = items(value) else {
      return nil
    }
    var numbers: [Int] = []
    for item in items {
      guard case .integer(let number) = item else { return nil }
      numbers.append(number)
    }
    return numbers
  }

  /// The entries of a dictionary, or of an object that is also one.
  func dictionary(_ value: PickleValue) -> [(key: PickleValue, value: PickleValue)]? {
    switch object(value) {
    case .dictionary(let place): dictionaries[place]
    case .opaque(let object): object.dictionary.map { dictionaries[$0] }
    default: nil
    }
  }

  /// What an object of an unknown class has under a name: an entry of its state.
  func attribute(_ name: String, of value: PickleValue) -> PickleValue? {
    guard case .opaque(let object) = object(value), let state = object.state else { return nil }
    return dictionary(state)?.last { entry in
      if case .text(name) = entry.key { true } else { false }
    }?.value
  }
}
