#include "copenblas.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>

// Integers are 32 bits wide in Debian's libopenblas.so.0; enumerations are those of cblas.h.
enum { row_major = 101, plain = 111, turned = 112 };

typedef void (*multiply_t)(
    int order, int turn_a, int turn_b, int rows, int columns, int inner, double alpha,
    const double *a, int stride_a, const double *b, int stride_b, double beta, double *c,
    int stride_c);
typedef void (*decompose_t)(
    const char *what, const char *half, const int *size, double *matrix, const int *stride,
    double *values, double *work, const int *work_size, int *integers, const int *integer_count,
    int *failed);
typedef void (*solve_t)(
    const char *half, const int *size, const int *count, double *a, const int *stride_a, double *b,
    const int *stride_b, int *failed);

static multiply_t multiply;
static decompose_t decompose;
static solve_t solve;

const char *copenblas_load(int threads) {
  if (solve) return NULL;
  // The library reads it while it is loaded, and begins no thread beyond it.
  char number[12];
  snprintf(number, sizeof number, "%d", threads);
  setenv("OPENBLAS_NUM_THREADS", number, 0);
  void *library = dlopen("libopenblas.so.0", RTLD_NOW | RTLD_LOCAL);
  if (!library) return dlerror();
  multiply = (multiply_t)dlsym(library, "cblas_dgemm");
  decompose = (decompose_t)dlsym(library, "dsyevd_");
  solve_t found = (solve_t)dlsym(library, "dposv_");
  if (!multiply || !decompose || !found) return "libopenblas.so.0 lacks LAPACK";
  solve = found;
  return NULL;
}

void copenblas_multiply(
    bool transposed, int rows, int inner, int columns, const double *a, const double *b,
    double *c) {
  multiply(
      row_major, transposed ? turned : plain, plain, rows, columns, inner, 1, a,
      transposed ? rows : inner, b, columns, 0, c, columns);
}

int copenblas_decompose(int size, double *matrix, double *values) {
  int failed = 0, query = -1, integer_count = 0;
  double work_size = 0;
  decompose(
      "V", "U", &size, matrix, &size, values, &work_size, &query, &integer_count, &query, &failed);
  if (failed) return failed;
  int count = (int)work_size;
  double *work = malloc(sizeof *work * (size_t)count);
  int *integers = malloc(sizeof *integers * (size_t)integer_count);
  if (work && integers) {
    decompose(
        "V", "U", &size, matrix, &size, values, work, &count, integers, &integer_count, &failed);
  } else {
    failed = -1;
  }
  free(work);
  free(integers);
  return failed;
}

int copenblas_solve(int size, int count, double *a, double *b) {
  int failed = 0;
  solve("U", &size, &count, a, &size, b, &size, &failed);
  return failed;
}
