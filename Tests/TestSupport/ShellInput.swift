import Glibc

/// What a shell would read from a terminal after a program has ended.
package enum ShellInput {
  /// Takes what waits at the shell's end of a pseudo terminal, without waiting for a line's end.
  package static func waiting(at slave: Int32) -> String {
    var modes = termios()
    unsafe tcgetattr(slave, &modes)
    unsafe cfmakeraw(&modes)
    unsafe tcsetattr(slave, TCSANOW, &modes)
    var readable = pollfd(fd: slave, events: Int16(POLLIN), revents: 0)
    guard unsafe poll(&readable, 1, 50) > 0 else { return "" }
    var buffer = [UInt8](repeating: 0, count: 4096)
    let length = unsafe read(slave, &buffer, buffer.count)
    return String(decoding: buffer.prefix(max(0, length)), as: UTF8.self)
  }
}
