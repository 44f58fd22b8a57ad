#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Reads the pixels of one JPEG file from memory, row after row.
///
/// libjpeg expects that whoever learns of an error jumps out of it. Every function below catches the
/// jump before it returns, so that none ever crosses a frame of Swift.
typedef struct cjpeg_reader cjpeg_reader;

/// Why a function returned false.
typedef enum {
  /// The bytes end before the last pixel.
  CJPEG_ENDS_EARLY,
  /// Holding the picture while it is read takes more memory than is allowed.
  CJPEG_TOO_LARGE,
  /// What `cjpeg_reader_message` says.
  CJPEG_DAMAGED,
} cjpeg_failure;

/// Makes a reader of bytes that stay where they are until it is freed; NULL without memory.
cjpeg_reader *cjpeg_reader_create(const uint8_t *bytes, size_t count);

/// Reads everything before the pixels; nothing is held for them yet.
bool cjpeg_reader_begin(cjpeg_reader *reader, uint32_t *width, uint32_t *height);

/// Prepares for the pixels; a file whose pixels come in several scans is read to its end.
bool cjpeg_reader_start(cjpeg_reader *reader, size_t memory_limit);

/// Reads the next row into 3 × width bytes of red, green and blue.
bool cjpeg_reader_read(cjpeg_reader *reader, uint8_t *row);

/// What kind of error the last one was.
cjpeg_failure cjpeg_reader_failure(const cjpeg_reader *reader);

/// What libjpeg said of the last error.
const char *cjpeg_reader_message(const cjpeg_reader *reader);

void cjpeg_reader_free(cjpeg_reader *reader);
