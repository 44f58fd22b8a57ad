import ArgumentParser

/// Which part of a checkpoint to use, where its file has several.
struct PartOptions: ParsableArguments {
  @Option(
    help: """
      The part of a checkpoint to read, where its file has several: a key such as g_ema, as models \
      inspect lists them.
      """)
  var key: String?
}
