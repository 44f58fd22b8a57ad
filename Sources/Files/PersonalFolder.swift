import Glibc

/// Folders of the person who runs the program, as the environment names them.
///
/// Foundation asks the system's list of accounts first, and reads `~` at the beginning of any path as
/// that home.
package struct PersonalFolder: Equatable, Sendable {
  package let path: String

  /// `$HOME`, or the account's where that names none.
  package static func home(_ environment: [String: String] = variables) -> PersonalFolder? {
    (absolute("HOME", environment) ?? accountHome).map { PersonalFolder(path: $0) }
  }

  /// `$XDG_STATE_HOME/ganbrush`, by default `$HOME/.local/state/ganbrush`; nil for a person without a
  /// home.
  package static func state(_ environment: [String: String] = variables) -> PersonalFolder? {
    let folder =
      absolute("XDG_STATE_HOME", environment) ?? home(environment).map { "\($0.path)/.local/state" }
    return folder.map { PersonalFolder(path: "\($0)/ganbrush") }
  }

  /// `$XDG_CACHE_HOME/ganbrush`, by default `$HOME/.cache/ganbrush`, for what can be made again; nil for a
  /// person without a home.
  package static func cache(_ environment: [String: String] = variables) -> PersonalFolder? {
    let folder =
      absolute("XDG_CACHE_HOME", environment) ?? home(environment).map { "\($0.path)/.cache" }
    return folder.map { PersonalFolder(path: "\($0)/ganbrush") }
  }

  /// `$XDG_CONFIG_HOME/ganbrush`, by default `$HOME/.config/ganbrush`, for what the person chooses; nil for a
  /// person without a home.
  package static func configuration(
    _ environment: [String: String] = variables
  ) -> PersonalFolder? {
    let folder =
      absolute("XDG_CONFIG_HOME", environment) ?? home(environment).map { "\($0.path)/.config" }
    return folder.map { PersonalFolder(path: "\($0)/ganbrush") }
  }

  /// `$XDG_DATA_HOME/ganbrush`, by default `$HOME/.local/share/ganbrush`, for what the person adds to the
  /// program; nil for a person without a home.
  package static func data(_ environment: [String: String] = variables) -> PersonalFolder? {
    let folder =
      absolute("XDG_DATA_HOME", environment) ?? home(environment).map { "\($0.path)/.local/share" }
    return folder.map { PersonalFolder(path: "\($0)/ganbrush") }
  }

  /// Folders for the program's own files that only last as long as a login, or until the machine starts
  /// again; others may have folders where the last one lies.
  package static func temporary(_ environment: [String: String] = variables) -> [PersonalFolder] {
    let login = absolute("XDG_RUNTIME_DIR", environment).map { "\($0)/ganbrush" }
    let folder = "\(absolute("TMPDIR", environment) ?? "/tmp")/ganbrush-\(geteuid())"
    return [login, folder].compactMap { $0 }.map { PersonalFolder(path: $0) }
  }

  /// A path that a person typed, with `~` and `$HOME` at its beginning replaced by this folder.
  package func expanding(_ typed: String) -> String {
    for name in ["~", "$HOME"] where typed == name || typed.hasPrefix("\(name)/") {
      return path + typed.dropFirst(name.count)
    }
    return typed
  }

  /// The folder of a file as a person knows it: from `/` on, or from `~` for what is at home.
  ///
  /// - Returns: Nil where the working folder is gone.
  package static func shown(folderOf path: String) -> String? {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    var folder = parts.joined(separator: "/")
    if !path.hasPrefix("/") {
      guard let working = unsafe getcwd(nil, 0) else { return nil }
      defer { unsafe free(working) }
      let place = unsafe String(cString: working)
      folder = folder.isEmpty ? place : "\(place == "/" ? "" : place)/\(folder)"
    }
    guard !folder.isEmpty else { return "/" }
    guard let home = home()?.path, home != "/" else { return folder }
    if folder == home { return "~" }
    return folder.hasPrefix("\(home)/") ? "~\(folder.dropFirst(home.count))" : folder
  }

  /// What this process has of the variables that name such folders.
  package static var variables: [String: String] {
    var values: [String: String] = [:]
    for name in [
      "HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME",
      "XDG_RUNTIME_DIR", "TMPDIR",
    ] {
      if let value = unsafe getenv(name) { values[name] = unsafe String(cString: value) }
    }
    return values
  }

  /// A relative path would mean another folder in each working folder: the standard ignores it.
  private static func absolute(_ name: String, _ environment: [String: String]) -> String? {
    environment[name].flatMap { $0.hasPrefix("/") ? $0 : nil }
  }

  private static var accountHome: String? {
    guard let account = unsafe getpwuid(getuid()) else { return nil }
    return unsafe String(cString: account.pointee.pw_dir)
  }
}
