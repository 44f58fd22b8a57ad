import Glibc
import Synchronization

/// The files of this program that are being written and have no name of their own yet.
///
/// Code that ends the program removes them first. Their names do not contain the name of the
/// target, which may be as long as the file system allows.
package enum Temporaries {
  /// The beginning of every name, so that a person can tell what a crash has left.
  package static let prefix = ".ganbrush-"

  private static let places = Mutex<[String: FolderEntry]>([:])

  /// Makes a new file in the folder of a place.
  static func make(
    beside place: FolderEntry, permissions: UInt32
  ) throws(SystemError) -> (name: String, descriptor: Int32) {
    try places.withLock { places throws(SystemError) in
      while true {
        let name = prefix + String(UInt64.random(in: 0 ... .max), radix: 36)
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC
        let descriptor = unsafe openat(place.folder, name, flags, permissions)
        if descriptor >= 0 {
          // Whoever clears the folder sees that somebody writes the file.
          flock(descriptor, LOCK_EX | LOCK_NB)
          places[name] = place
          return (name, descriptor)
        }
        guard errno == EEXIST else { throw SystemError() }
      }
    }
  }

  /// Gives a finished file its own name, as `take` does it.
  static func settle(
    _ name: String, _ take: (FolderEntry) throws(SystemError) -> Void
  ) throws(SystemError) {
    try places.withLock { places throws(SystemError) in
      guard let place = places[name] else { preconditionFailure("\(name) is not open") }
      try take(place)
      places[name] = nil
    }
  }

  /// Removes a file that is given up.
  static func remove(_ name: String) {
    places.withLock { places in
      guard let place = places.removeValue(forKey: name) else { return }
      _ = unsafe unlinkat(place.folder, name, 0)
    }
  }

  /// Removes what programs that were killed have left in a folder; what others are writing stays.
  package static func clear(_ folder: String) throws(OutputError) {
    for name in (try? InputFolder.names(in: folder)) ?? [] where name.hasPrefix(prefix) {
      let path = "\(folder)/\(name)"
      let descriptor = unsafe open(path, O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC)
      defer { if descriptor >= 0 { close(descriptor) } }
      let isHeld =
        descriptor >= 0 && flock(descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK
      if !isHeld { try Folder.remove(path) }
    }
  }

  /// Removes all of them and ends the program; no further file is made or named meanwhile.
  package static func removeAll(andThen end: () -> Never) -> Never {
    places.withLock { places -> Never in
      for (name, place) in places { _ = unsafe unlinkat(place.folder, name, 0) }
      end()
    }
  }
}
