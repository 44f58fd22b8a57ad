import Dissection
import Foundation
import Pictures
import Reports
import TestSupport
import Testing
import Units

@Suite final class ReportFolderTests {
  private let root: URL

  init() throws {
    root = FileManager.default.temporaryDirectory.appending(path: "report-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: root) }

  /// The paths of all files in the root, relative to it.
  private var files: [String] {
    let found =
      FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
    return found.filter { path in
      var isFolder: ObjCBool = false
      _ = unsafe FileManager.default.fileExists(
        atPath: root.appending(path: path).path, isDirectory: &isFolder)
      return !isFolder.boolValue
    }.sorted()
  }

  @Test func `a folder has the published files of each layer`() throws {
    let report = DissectionReport.sample(layers: [("layer3", 8, 2), ("main.5", 8, 1)])
    let folder = ReportFolder(root.appending(path: "out").path, report)
    try folder.write()
    let strip = Picture(width: 520, height: 100) { x, _ in Pixel(UInt8(x % 256), 0, 0) }
    for layer in report.layers {
      try folder.writeStrips(of: layer) { $0.unit == 1 ? nil : strip }
    }
    #expect(
      files == [
        "out/dissection.json", "out/layer3/concepts_99.svg", "out/layer3/image/unit0.png",
        "out/layer3/report.json", "out/main.5/concepts_99.svg", "out/main.5/image/unit0.png",
        "out/main.5/report.json", "out/report.html", "out/units.csv",
      ])
    let read = try DissectionReport(
      json: Array(try Data(contentsOf: root.appending(path: "out/dissection.json"))))
    #expect(read == report)
    let png = Array(try Data(contentsOf: root.appending(path: "out/main.5/image/unit0.png")))
    #expect(try PNG.decode(png) == strip)
  }

  @Test(arguments: ["../../up", "/", ".", "..", "", "a/b", "%2E", ".hidden", "a\u{0}b"])
  func `a layer's name leads out of no folder`(name: String) throws {
    let report = DissectionReport.sample(layers: [(name, 8, 1)])
    let folder = ReportFolder(root.appending(path: "out").path, report)
    try folder.write()
    try folder.writeStrips(of: report.layers[0]) { _ in
      Picture(width: 1, height: 1) { _, _ in Pixel(0, 0, 0) }
    }
    #expect(files.count == 6 && files.allSatisfy { $0.hasPrefix("out/") })
    let parts = files.map { $0.split(separator: "/").count }
    #expect(parts.sorted() == [2, 2, 2, 3, 3, 4])
  }

  @Test func `layers with like names have folders of their own`() {
    let names = ["a/b", "a%2Fb", "a%252Fb", "", "%", ".a", "%2Ea"].map {
      LayerSite(.init(rawValue: $0))
    }
    #expect(Set(names.map(\.folder)).count == names.count)
    // A browser takes one layer of percent signs away.
    #expect(names[0].address(of: "image/unit1.png") == "a%252Fb/image/unit1.png")
  }
}
