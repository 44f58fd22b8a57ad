import Glibc
import FoundationEssentials

/// What the system has counted of this process.
enum ProcessUsage {
  /// The most memory that the process held at once, in MB of 10⁶ bytes.
  ///
  /// It is the process's own; `getrusage` gives that of its parent at the start if that is more.
  static var peakMemory: Double {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    let kibibytes = line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap {
      Double($0)
    }
    return (kibibytes ?? 0) * 1024 / 1e6
  }

  /// Pages of memory that were new to the process when it touched them, since its start.
  ///
  /// Memory that is given back and taken again counts again, so large allocations show here.
  static var pageFaults: Int {
    var usage = rusage()
    unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_minflt
  }
}
