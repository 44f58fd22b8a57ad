extension Addition {
  package func writeGradient(ofInput _: Int, to target: FeatureMap, in pass: BackwardPass) {
    pass.writeSums(before: activation, to: target)
  }
}
