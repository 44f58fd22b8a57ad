/// The kinds of file that a path may lead to.
package enum FileKinds: Sendable {
  case regular
  /// Pipes and devices, too: what `<(command)` or `>(command)` is in a shell.
  case streams
}
