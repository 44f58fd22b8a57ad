#include "cpng.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct cpng_reader {
  png_structp png;
  png_infop info;
  const uint8_t *bytes;
  size_t left;
  bool is_damaged;
  char error[128];
};

static void keep_error(cpng_reader *reader, const char *message) {
  snprintf(reader->error, sizeof reader->error, "%s", message);
}

static void on_error(png_structp png, png_const_charp message) {
  keep_error(png_get_error_ptr(png), message);
  png_longjmp(png, 1);
}

// Most warnings tell of chunks that libpng leaves out. This one comes after the last row, when zlib
// has compared all pixels with their checksum, and is the only word of it.
static void on_warning(png_structp png, png_const_charp message) {
  cpng_reader *reader = png_get_error_ptr(png);
  if (strstr(message, "incorrect data check") == NULL) return;
  keep_error(reader, message);
  reader->is_damaged = true;
}

static void on_read(png_structp png, png_bytep target, size_t count) {
  cpng_reader *reader = png_get_io_ptr(png);
  if (count > reader->left) png_error(png, "not enough image data");
  memcpy(target, reader->bytes, count);
  reader->bytes += count;
  reader->left -= count;
}

cpng_reader *cpng_reader_create(const uint8_t *bytes, size_t count) {
  cpng_reader *reader = calloc(1, sizeof *reader);
  if (reader == NULL) return NULL;
  reader->bytes = bytes;
  reader->left = count;
  reader->png = png_create_read_struct(PNG_LIBPNG_VER_STRING, reader, on_error, on_warning);
  reader->info = reader->png == NULL ? NULL : png_create_info_struct(reader->png);
  if (reader->info != NULL) return reader;
  cpng_reader_free(reader);
  return NULL;
}

// Sets what libpng may hold and what it leaves out.
static void set_limits(cpng_reader *reader, uint32_t side_limit) {
  png_structp png = reader->png;
  png_set_user_limits(png, side_limit, side_limit);
  // Only transparency is read of all that surrounds the pixels, and it has at most 256 bytes.
  png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, NULL, -1);
  png_set_chunk_malloc_max(png, 1 << 16);
  png_set_chunk_cache_max(png, 1);
  png_set_benign_errors(png, 1);
  // The caller has looked at the checksums of the chunks without which there is no picture.
  png_set_crc_action(png, PNG_CRC_QUIET_USE, PNG_CRC_WARN_DISCARD);
}

bool cpng_reader_begin(cpng_reader *reader, uint32_t side_limit, cpng_layout *layout) {
  png_structp png = reader->png;
  if (setjmp(png_jmpbuf(png))) return false;
  set_limits(reader, side_limit);
  png_set_read_fn(png, reader, on_read);
  png_read_info(png, reader->info);
  // Palettes, few bits and transparent colours become 8-bit values with opacity. Of 16 bits the
  // upper 8 are taken, as Pillow does. Without png_set_gamma, values stay as the file has them.
  png_set_expand(png);
  png_set_strip_16(png);
  png_set_gray_to_rgb(png);
  layout->passes = (uint32_t)png_set_interlace_handling(png);
  png_read_update_info(png, reader->info);
  layout->channels = png_get_channels(png, reader->info);
  return true;
}

bool cpng_reader_read(cpng_reader *reader, uint8_t *row) {
  if (setjmp(png_jmpbuf(reader->png))) return false;
  png_read_row(reader->png, row, NULL);
  return !reader->is_damaged;
}

const char *cpng_reader_error(const cpng_reader *reader) { return reader->error; }

void cpng_reader_free(cpng_reader *reader) {
  if (reader == NULL) return;
  png_destroy_read_struct(&reader->png, &reader->info, NULL);
  free(reader);
}
