#pragma once

#include <stdbool.h>

// Few routines of OpenBLAS's LAPACK, in double precision, found when the first is needed.
//
// A program that links OpenBLAS has a thread of it for each processor from its start on. Painting needs
// none of them, and a machine without OpenBLAS can paint.

/// Loads the library, which then has at most so many threads.
///
/// It belongs to one thread: who calls it a second time calls it after the first has returned.
///
/// Returns NULL, or why there is no library.
const char *copenblas_load(int threads);

/// c = a · b, or with a's transpose; all row by row. a is rows × inner (inner × rows where it is
/// transposed), b is inner × columns.
void copenblas_multiply(
    bool transposed, int rows, int inner, int columns, const double *a, const double *b, double *c);

/// Replaces a symmetric matrix by its eigenvectors, one a row, and gives the eigenvalues, rising.
///
/// Returns 0, or how many eigenvalues did not converge; -1 where memory is missing.
int copenblas_decompose(int size, double *matrix, double *values);

/// Solves a · x = b for a symmetric, positive definite matrix, which is overwritten; b has `count`
/// right-hand sides of `size` numbers, one after another, and becomes x.
///
/// Returns 0, or the order of the first leading minor that is not positive.
int copenblas_solve(int size, int count, double *a, double *b);
