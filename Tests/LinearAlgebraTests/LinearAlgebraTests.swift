import Checkpoints
import FoundationEssentials
import LinearAlgebra
import Tensors
import Testing

struct LinearAlgebraTests {
  private let file: Checkpoint

  init() throws {
    let url = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Fixtures/vectors.safetensors")
    file = try Checkpoint(contentsOf: url.path)
  }

  private func matrix(_ name: String) throws -> Matrix {
    let tensor = try file.tensor(name)
    let extents = tensor.shape.extents
    return Matrix(
      rows: extents[0], columns: extents.count > 1 ? extents[1] : 1,
      elements: tensor.elements.map(Double.init))
  }

  /// How far numbers are apart, by the largest expected one: the fixture keeps 24 bits.
  private func difference(_ found: [Double], _ expected: [Double]) -> Double {
    #expect(found.count == expected.count)
    let largest = expected.reduce(0) { max($0, abs($1)) }
    return zip(found, expected).reduce(0) { max($0, abs($1.0 - $1.1)) } / largest
  }

  @Test func `covariances are numpy's`() throws {
    for name in ["first", "second"] {
      let moments = try Moments(of: try matrix(name))
      let expected = try matrix("covariance.\(name)").elements
      #expect(difference(moments.covariance.elements, expected) < 1e-7)
    }
  }

  @Test func `eigenvalues are scipy's, and the vectors give the matrix back`() throws {
    let covariance = try Moments(of: try matrix("first")).covariance
    let system = try Eigensystem(of: covariance)
    #expect(difference(system.values, try matrix("eigenvalues").elements) < 1e-7)
    let root = try system.squareRoot()
    #expect(difference(try root.times(root).elements, covariance.elements) < 1e-12)
  }

  @Test func `the Fréchet distance is scipy's, with a singular covariance, too`() throws {
    let first = try Moments(of: try matrix("first"))
    let second = try Moments(of: try matrix("second"))
    let expected = try matrix("distance").elements
    #expect(difference([try first.frechetDistance(to: second)], expected) < 1e-6)
    #expect(difference([try second.frechetDistance(to: first)], expected) < 1e-6)
    #expect(abs(try first.frechetDistance(to: first)) < 1e-9 * first.covariance.trace)
  }

  @Test func `principal components are scipy's, and coordinates vary as they say`() throws {
    let vectors = try matrix("first")
    let components = try PrincipalComponents(4, of: try Moments(of: vectors))
    #expect(difference(components.variances, try matrix("variances").elements) < 1e-7)
    var directions = components.directions
    for row in 0..<4 where (directions.row(row).max { abs($0) < abs($1) } ?? 0) < 0 {
      for column in 0..<directions.columns { directions[row, column] *= -1 }
    }
    #expect(difference(directions.elements, try matrix("directions").elements) < 1e-6)
    let spread = try Moments(of: try components.coordinates(of: vectors))
    for row in 0..<4 {
      for column in 0..<4 {
        let expected = row == column ? components.variances[row] : 0
        #expect(abs(spread.covariance[row, column] - expected) < 1e-9 * components.variances[0])
      }
    }
  }

  @Test func `ridge regression is numpy's at every penalty`() throws {
    let (vectors, targets) = (try matrix("first"), try matrix("targets").elements)
    let expected = try matrix("ridge")
    for (row, penalty) in [0.01, 0.5, 20].enumerated() {
      let found = try RidgeRegression(predicting: targets, from: vectors, penalty: penalty)
      let numbers = found.coefficients + [found.intercept]
      #expect(difference(numbers, Array(expected.row(row))) < 1e-5)
    }
  }

  @Test func `what has no answer says why`() throws {
    let bad = Matrix(rows: 2, columns: 2, elements: [1, .nan, .nan, 1])
    #expect(throws: LinearAlgebraError.notFinite(size: 2)) {
      _ = try Eigensystem(of: bad)
    }
    let vectors = Matrix(rows: 2, columns: 2, elements: [1, 2, .infinity, 4])
    #expect(throws: LinearAlgebraError.notFinite(size: 2)) {
      _ = try RidgeRegression(predicting: [1, 2], from: vectors, penalty: 1)
    }
  }

  @Test func `columns that are the same share their weight`() throws {
    let same = Matrix(rows: 3, columns: 2, elements: [1, 1, 2, 2, 3, 3])
    let found = try RidgeRegression(predicting: [3, 5, 7], from: same, penalty: 1e-6)
    #expect(difference(found.coefficients + [found.intercept], [1, 1, 1]) < 1e-5)
  }
}
