#pragma once

#include <png.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <zlib.h>

// Function-like macros and fixed-size character arrays, which Swift does not import.

static inline png_alloc_size_t cpng_size_limit(png_image image) {
  return PNG_IMAGE_PNG_SIZE_MAX(image);
}

static inline const char *cpng_message(const png_image *image) { return image->message; }

/// Reads the pixels of one PNG file from memory, row after row.
///
/// libpng reports errors by longjmp. Every function below catches it before it returns, and none of
/// them calls back, so that no jump ever crosses a frame of Swift.
typedef struct cpng_reader cpng_reader;

/// What the rows look like.
typedef struct {
  /// How often all rows are read: 7 times if the file is interlaced, else once.
  uint32_t passes;
  /// 3 for red, green and blue, or 4 with opacity; always 8 bits each.
  uint32_t channels;
} cpng_layout;

/// Makes a reader of bytes that stay where they are until it is freed; NULL without memory.
cpng_reader *cpng_reader_create(const uint8_t *bytes, size_t count);

/// Reads everything before the pixels; false is an error, also for a side longer than the limit.
bool cpng_reader_begin(cpng_reader *reader, uint32_t side_limit, cpng_layout *layout);

/// Reads the next row into width × channels bytes, or skips it where `row` is NULL; false is an error.
///
/// Of an interlaced file each pass sets its own pixels of a row and leaves the others.
bool cpng_reader_read(cpng_reader *reader, uint8_t *row);

/// What libpng said of the last error.
const char *cpng_reader_error(const cpng_reader *reader);

void cpng_reader_free(cpng_reader *reader);
