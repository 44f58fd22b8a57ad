#include <png.h>
#include <zlib.h>

// Function-like macros and fixed-size character arrays, which Swift does not import.

static inline png_alloc_size_t cpng_size_limit(png_image image) {
  return PNG_IMAGE_PNG_SIZE_MAX(image);
}

static inline const char *cpng_message(const png_image *image) { return image->message; }
