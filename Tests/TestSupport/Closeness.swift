package import Tensors
package import Testing

/// Expects every element within `absolute + relative · |expected|`, naming the worst one.
///
/// A NaN on either side is never close.
package func expectClose(
  _ actual: Tensor, _ expected: Tensor, absolute: Float, relative: Float = 0,
  at location: SourceLocation = #_sourceLocation
) {
  guard actual.shape == expected.shape else {
    Issue.record("shape \(actual.shape), expected \(expected.shape)", sourceLocation: location)
    return
  }
  func excess(_ index: Int) -> Float {
    let (found, wanted) = (actual.elements[index], expected.elements[index])
    let difference = abs(found - wanted) - relative * abs(wanted)
    return difference.isNaN ? .infinity : difference
  }
  guard let worst = actual.elements.indices.max(by: { excess($0) < excess($1) }),
    excess(worst) > absolute
  else { return }
  Issue.record(
    "element \(worst): \(actual.elements[worst]), expected \(expected.elements[worst])",
    sourceLocation: location)
}
