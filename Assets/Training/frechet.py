"""The Fréchet distance between two sets of features, as normal distributions with the same moments have it."""

import torch
from torch import Tensor

# Mean and covariance.
Moments = tuple[Tensor, Tensor]


def moments(x: Tensor) -> Moments:
    x = x.double()
    return x.mean(0), torch.cov(x.T)


def distance(a: Moments, b: Moments) -> float:
    (m, s), (n, t) = a, b
    values, vectors = torch.linalg.eigh(s)
    root = vectors @ torch.diag(values.clamp(min=0).sqrt()) @ vectors.T
    cross = torch.linalg.eigvalsh(root @ t @ root).clamp(min=0).sqrt().sum()
    return ((m - n).square().sum() + s.trace() + t.trace() - 2 * cross).item()
