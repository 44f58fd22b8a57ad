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
    .systemLibrary(name: "CThreads"),
    .systemLibrary(name: "CWebP", providers: [.apt(["libwebp-dev"])]),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "COpenSSL", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CNCurses", providers: [.apt(["libncurses-dev"])]),
    // Errors of libpng and libjpeg are jumps that only C can catch (make setup installs libpng-dev,
    // zlib1g-dev and libjpeg-dev).
    .target(
      name: "CPNG", cSettings: [.treatAllWarnings(as: .error)],
      linkerSettings: [.linkedLibrary("png"), .linkedLibrary("z")]),
    .target(
      name: "CJPEG", cSettings: [.treatAllWarnings(as: .error)],
      linkerSettings: [.linkedLibrary("jpeg")]),
    // What runs while a signal is handled may neither allocate nor lock, as Swift may anywhere.
    .target(name: "CSignals", cSettings: [.treatAllWarnings(as: .error)]),

    // Kernels are compiled once for each level of processors, which Swift has no attribute for.
    .target(name: "CVectors", cSettings: [.treatAllWarnings(as: .error)]),

    .target(name: "Files"),
    .target(name: "Threads", dependencies: ["CThreads"]),
    .target(name: "Units", dependencies: ["Files"]),
    .target(name: "Tensors", dependencies: ["CVectors", "Files", "Threads", "Units"]),
    // OpenBLAS is loaded when it is needed (make setup installs libopenblas0).
    .target(name: "COpenBLAS", cSettings: [.treatAllWarnings(as: .error)]),
    .target(name: "LinearAlgebra", dependencies: ["COpenBLAS"]),
    .target(name: "Checkpoints", dependencies: ["COpenSSL", "CZlib", "Files", "Tensors"]),
    .target(name: "Networks", dependencies: ["Checkpoints", "Files", "Tensors", "Units"]),
    .target(name: "Recipes", dependencies: ["Files", "Units"]),
    .target(name: "Pictures", dependencies: ["CJPEG", "CPNG", "CWebP", "Files"]),
    .target(
      name: "Dissection", dependencies: ["CVectors", "Files", "Pictures", "Tensors", "Units"]),
    .target(name: "Causes", dependencies: ["Units"]),
    .target(name: "Cells"),
    .target(name: "Frames", dependencies: ["Cells", "Pictures"]),
    .target(name: "Scenes", dependencies: ["Files", "Pictures", "Units"]),
    .target(
      name: "Painting",
      dependencies: [
        "Checkpoints", "Dissection", "Files", "Networks", "Pictures", "Recipes", "Tensors",
        "Threads", "Units",
      ]),
    .target(
      name: "Seeing",
      dependencies: [
        "Checkpoints", "Files", "Networks", "Painting", "Pictures", "Scenes", "Tensors", "Units",
      ]),
    .target(
      name: "Experiments",
      dependencies: [
        "Causes", "Checkpoints", "Dissection", "Files", "LinearAlgebra", "Networks", "Painting",
        "Pictures",
        "Recipes", "Scenes", "Seeing", "Tensors", "Units",
      ]),
    .target(name: "Reports", dependencies: ["Causes", "Dissection", "Files", "Pictures", "Units"]),
    .target(
      name: "Screens",
      dependencies: ["Cells", "Dissection", "Files", "Painting", "Pictures", "Recipes", "Units"]),
    .target(name: "Terminal", dependencies: ["Cells", "CNCurses", "CSignals"]),
    .target(
      name: "Studio",
      dependencies: [
        "Cells", "Checkpoints", "Dissection", "Experiments", "Files", "Networks", "Painting",
        "Pictures", "Recipes", "Scenes", "Screens", "Seeing", "Tensors", "Threads", "Units",
      ]),
    .target(name: "Benchmarks", dependencies: ["Networks", "Tensors", "Units"]),
    .executableTarget(
      name: "ganbrush",
      dependencies: [
        "Benchmarks", "Causes", "Cells", "Checkpoints", "Dissection", "Experiments", "Files",
        "Frames", "Networks", "Painting", "Pictures", "Recipes", "Reports", "Scenes", "Screens",
        "Seeing", "Studio", "Tensors", "Terminal", "Units",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    .target(name: "HostileFiles", dependencies: ["Tensors"], path: "Tests/HostileFiles"),
    .target(
      name: "TestSupport",
      dependencies: ["Cells", "Dissection", "Frames", "Pictures", "Tensors", "Units"],
      path: "Tests/TestSupport"),
    .testTarget(name: "FilesTests", dependencies: ["Files", "TestSupport"]),
    .testTarget(name: "CellsTests", dependencies: ["Cells"]),
    .testTarget(name: "TensorsTests", dependencies: ["Tensors", "TestSupport", "Units"]),
    .testTarget(
      name: "CheckpointsTests",
      dependencies: ["Checkpoints", "Files", "HostileFiles", "Tensors", "TestSupport"],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "NetworksTests",
      dependencies: ["Checkpoints", "HostileFiles", "Networks", "Tensors", "TestSupport", "Units"],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "DissectionTests",
      dependencies: ["Checkpoints", "Dissection", "Tensors", "TestSupport", "Units"],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "LinearAlgebraTests",
      dependencies: ["Checkpoints", "LinearAlgebra", "Tensors", "TestSupport"],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "CausesTests", dependencies: ["Causes", "Checkpoints", "Tensors", "Units"],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "ExperimentsTests",
      dependencies: [
        "Causes", "Checkpoints", "Dissection", "Experiments", "Files", "Networks", "Recipes",
        "Scenes", "Seeing", "Tensors", "TestSupport", "Units",
      ],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "ReportsTests",
      dependencies: ["Causes", "Dissection", "Pictures", "Reports", "TestSupport", "Units"]),
    .testTarget(
      name: "RecipesTests",
      dependencies: ["Checkpoints", "Recipes", "Tensors", "TestSupport", "Units"],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "PicturesTests", dependencies: ["Files", "Pictures", "TestSupport"],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "FramesTests", dependencies: ["Cells", "Frames", "Pictures", "TestSupport"]),
    .testTarget(
      name: "ScenesTests", dependencies: ["Pictures", "Scenes", "Units"], exclude: ["Fixtures"]),
    .testTarget(
      name: "PaintingTests",
      dependencies: [
        "Checkpoints", "Dissection", "Files", "Networks", "Painting", "Pictures", "Recipes",
        "Tensors", "Units", "TestSupport",
      ],
      exclude: ["Fixtures", "Released"]),
    .testTarget(
      name: "ScreensTests",
      dependencies: [
        "Cells", "Dissection", "Networks", "Painting", "Pictures", "Recipes", "Screens", "Tensors",
        "Units", "TestSupport",
      ],
      exclude: ["Snapshots"]),
    .testTarget(name: "TerminalTests", dependencies: ["Cells", "Terminal", "TestSupport"]),
    .testTarget(
      name: "StudioTests",
      dependencies: [
        "Cells", "Checkpoints", "Dissection", "Files", "Networks", "Painting", "Pictures",
        "Recipes", "Scenes", "Screens", "Seeing", "Studio", "Tensors", "TestSupport", "Units",
      ]),
    .testTarget(
      name: "BenchmarksTests", dependencies: ["Benchmarks", "Checkpoints", "Networks", "Units"]),
    // The whole program, driven from outside; it is a dependency so that it is built.
    .testTarget(
      name: "EndToEndTests",
      dependencies: [
        "Causes", "Cells", "Checkpoints", "Dissection", "Experiments", "Files", "Frames",
        "HostileFiles", "Networks", "Painting", "Pictures", "Recipes", "Scenes", "Screens",
        "Studio", "Tensors", "TestSupport", "Units", "ganbrush",
      ],
      path: "Tests/EndToEnd"),
  ],
  swiftLanguageModes: [.v6]
)

// The fuzzers' programs have no main of their own: they are built only when asked for (make fuzz).
if Context.environment["GANBRUSH_FUZZ"] != nil {
  package.targets += [
    .target(name: "Fuzzing", path: "Tests/Fuzzing"),
    .executableTarget(
      name: "FuzzCheckpoints",
      dependencies: ["Checkpoints", "Fuzzing", "HostileFiles", "Networks"],
      path: "Tests/FuzzCheckpoints"),
    .executableTarget(
      name: "FuzzPictures", dependencies: ["CPNG", "Fuzzing", "Pictures"],
      path: "Tests/FuzzPictures"),
    .executableTarget(
      name: "FuzzSessions",
      dependencies: ["Checkpoints", "Fuzzing", "Networks", "Painting", "Recipes", "Units"],
      path: "Tests/FuzzSessions"),
  ]
}

for target in package.targets
where target.type != .system && !["CJPEG", "CPNG", "CSignals", "CVectors"].contains(target.name) {
  target.swiftSettings = settings
}
