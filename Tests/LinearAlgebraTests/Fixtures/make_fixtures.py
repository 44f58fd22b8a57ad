"""Writes the fixtures of LinearAlgebraTests: what scipy and numpy make of some vectors.

    python make_fixtures.py

Versions: python 3.11, numpy 2.4.6, scipy 1.17.1, safetensors 0.8.0. Any recent ones will do.

`vectors.safetensors` has `first` and `second`, two sets of vectors of 12 numbers, of which the second has fewer
vectors than numbers, so that its covariance is singular; their `covariance`s; the eigenvalues of the first
covariance, `eigenvalues`; `distance`, the squared Fréchet distance by scipy.linalg.sqrtm; `variances` and
`directions`, the first four principal components of `first`, each with its largest number positive;
`targets` and for the penalties 0.01, 0.5 and 20 `ridge`, the coefficients and then the intercept, by
numpy.linalg.lstsq of the system with the penalty's rows.
"""

import pathlib

import numpy
import scipy.linalg
from numpy.typing import NDArray
from safetensors.numpy import save_file

FOLDER = pathlib.Path(__file__).parent
Array = NDArray[numpy.float64]


def distance(first: Array, second: Array) -> float:
    """The squared Fréchet distance of two sets, as common implementations of FID take it."""
    root = scipy.linalg.sqrtm(numpy.cov(first.T) @ numpy.cov(second.T)).real
    apart = numpy.square(first.mean(0) - second.mean(0)).sum()
    return float(apart + numpy.trace(numpy.cov(first.T)) + numpy.trace(numpy.cov(second.T)) - 2 * numpy.trace(root))


def ridge(vectors: Array, targets: Array, penalty: float) -> Array:
    """Coefficients and intercept."""
    centred = vectors - vectors.mean(0)
    rows = numpy.vstack([centred, numpy.sqrt(penalty) * numpy.eye(vectors.shape[1])])
    values = numpy.concatenate([targets - targets.mean(), numpy.zeros(vectors.shape[1])])
    coefficients = numpy.linalg.lstsq(rows, values, rcond=None)[0]
    return numpy.append(coefficients, targets.mean() - vectors.mean(0) @ coefficients)


def main() -> None:
    random = numpy.random.default_rng(5)
    # Numbers of 32 bits, as the file keeps them, so that both sides begin with the same ones.
    first = (random.normal(size=(60, 12)) @ random.normal(size=(12, 12)) + 1).astype(numpy.float32)
    second = (random.normal(size=(9, 12)) * numpy.arange(1, 13)).astype(numpy.float32)
    targets = (first @ random.normal(size=12) + random.normal(size=60) + 3).astype(numpy.float32)
    a, b, y = (x.astype(numpy.float64) for x in (first, second, targets))
    values, vectors = scipy.linalg.eigh(numpy.cov(a.T))
    directions = vectors.T[::-1][:4]
    directions *= numpy.sign(directions[numpy.arange(4), numpy.abs(directions).argmax(1)])[:, None]
    found = {
        "first": first,
        "second": second,
        "targets": targets,
        "covariance.first": numpy.cov(a.T),
        "covariance.second": numpy.cov(b.T),
        "eigenvalues": values,
        "distance": numpy.array([distance(a, b)]),
        "variances": values[::-1][:4],
        "directions": directions,
        "ridge": numpy.stack([ridge(a, y, penalty) for penalty in (0.01, 0.5, 20)]),
    }
    save_file(
        {name: numpy.ascontiguousarray(x.astype(numpy.float32)) for name, x in found.items()},
        FOLDER / "vectors.safetensors",
    )


if __name__ == "__main__":
    main()
