// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

// Targets are layers: an arrow points to a target further up in this list, never down.
let package = Package(
  name: "ganbrush",
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0")
  ],
  targets: [
    .systemLibrary(name: "COpenBLAS", providers: [.apt(["libopenblas-dev"])]),
    .systemLibrary(name: "COpenSSL", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CNCurses", providers: [.apt(["libncurses-dev"])]),
    .systemLibrary(name: "CPNG", providers: [.apt(["libpng-dev"])]),

    .target(name: "Tensors", dependencies: ["COpenBLAS"]),
    .target(name: "Checkpoints", dependencies: ["COpenSSL", "Tensors"]),
    .target(name: "Networks", dependencies: ["Checkpoints", "Tensors"]),
    .target(name: "Dissection", dependencies: ["Networks"]),
    .target(name: "Pictures", dependencies: ["CPNG"]),
    .target(name: "Scenes", dependencies: ["Pictures"]),
    .target(
      name: "Painting",
      dependencies: ["Checkpoints", "Dissection", "Networks", "Pictures", "Tensors"]),
    .target(name: "Cells"),
    .target(
      name: "Screens",
      dependencies: ["Cells", "Dissection", "Networks", "Painting", "Pictures", "Tensors"]),
    .target(name: "Terminal", dependencies: ["Cells", "CNCurses"]),
    .executableTarget(
      name: "ganbrush",
      dependencies: [
        "Cells", "Dissection", "Networks", "Painting", "Pictures", "Scenes", "Screens", "Terminal",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    .target(
      name: "TestSupport", dependencies: ["Cells", "Pictures", "Tensors"],
      path: "Tests/TestSupport"),
    .testTarget(name: "CellsTests", dependencies: ["Cells"]),
    .testTarget(name: "TensorsTests", dependencies: ["Tensors", "TestSupport"]),
    .testTarget(name: "CheckpointsTests", dependencies: ["Checkpoints", "Tensors", "TestSupport"]),
    .testTarget(
      name: "NetworksTests", dependencies: ["Checkpoints", "Networks", "Tensors", "TestSupport"],
      exclude: ["Fixtures"]),
    .testTarget(name: "DissectionTests", dependencies: ["Dissection", "Networks", "TestSupport"]),
    .testTarget(
      name: "PicturesTests", dependencies: ["Pictures", "TestSupport"], exclude: ["Fixtures"]),
    .testTarget(name: "ScenesTests", dependencies: ["Pictures", "Scenes"]),
    .testTarget(
      name: "PaintingTests",
      dependencies: [
        "Checkpoints", "Dissection", "Networks", "Painting", "Pictures", "Tensors", "TestSupport",
      ],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "ScreensTests",
      dependencies: [
        "Cells", "Dissection", "Networks", "Painting", "Pictures", "Screens", "Tensors",
        "TestSupport",
      ],
      exclude: ["Snapshots"]),
    .testTarget(name: "TerminalTests", dependencies: ["Cells", "Terminal", "TestSupport"]),
    // The whole program, driven from outside; it is a dependency so that it is built.
    .testTarget(
      name: "EndToEndTests",
      dependencies: [
        "Cells", "Dissection", "Networks", "Painting", "Pictures", "Scenes", "Screens",
        "TestSupport", "ganbrush",
      ],
      path: "Tests/EndToEnd"),
  ],
  swiftLanguageModes: [.v6]
)

for target in package.targets where target.type != .system {
  target.swiftSettings = settings
}
