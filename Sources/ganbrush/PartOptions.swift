import ArgumentParser

/// Which part of a checkpoint to use, if its file has several.
struct PartOptions: ParsableArguments {
  @Option(
    help: """
      Which part of a checkpoint to read, if its file has several: a key such as g_ema; models \
      inspect lists them.
      """)
  var key: String?
}
