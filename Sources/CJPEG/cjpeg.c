#include "cjpeg.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>
#include <jerror.h>

// Hostile files repeat scans, each over all pixels; programs that write files make a dozen.
static const int scan_limit = 100;

struct cjpeg_reader {
  struct jpeg_decompress_struct jpeg;
  struct jpeg_error_mgr errors;
  struct jpeg_source_mgr source;
  struct jpeg_progress_mgr progress;
  jmp_buf out;
  bool has_ended;
  // Four inks a pixel, for files that have them.
  uint8_t *inks;
  cjpeg_failure failure;
  char message[JMSG_LENGTH_MAX];
};

static void on_error(j_common_ptr jpeg) {
  cjpeg_reader *reader = jpeg->client_data;
  reader->failure =
      jpeg->err->msg_code == JERR_NO_BACKING_STORE ? CJPEG_TOO_LARGE : CJPEG_DAMAGED;
  jpeg->err->format_message(jpeg, reader->message);
  // Whoever asks for a marker beyond the end is given that of the end.
  if (reader->has_ended && reader->failure == CJPEG_DAMAGED) reader->failure = CJPEG_ENDS_EARLY;
  longjmp(reader->out, 1);
}

// Most warnings tell of oddities around the pixels; these tell that pixels are lost.
static void on_message(j_common_ptr jpeg, int level) {
  if (level >= 0) return;
  switch (jpeg->err->msg_code) {
    case JWRN_HIT_MARKER:
    case JWRN_HUFF_BAD_CODE:
    case JWRN_ARITH_BAD_CODE:
    case JWRN_MUST_RESYNC:
      on_error(jpeg);
  }
}

static void on_progress(j_common_ptr jpeg) {
  cjpeg_reader *reader = jpeg->client_data;
  if (reader->jpeg.input_scan_number <= scan_limit) return;
  snprintf(reader->message, sizeof reader->message, "more than %d scans", scan_limit);
  reader->failure = CJPEG_DAMAGED;
  longjmp(reader->out, 1);
}

static void do_nothing(j_decompress_ptr jpeg) { (void)jpeg; }

// The end of the bytes is an end of the picture: whether pixels are missing is seen by who needs them.
static boolean on_end(j_decompress_ptr jpeg) {
  static const JOCTET end[] = {0xFF, JPEG_EOI};
  cjpeg_reader *reader = jpeg->client_data;
  reader->has_ended = true;
  jpeg->src->next_input_byte = end;
  jpeg->src->bytes_in_buffer = sizeof end;
  return TRUE;
}

static void on_skip(j_decompress_ptr jpeg, long count) {
  if (count <= 0) return;
  if ((size_t)count > jpeg->src->bytes_in_buffer) {
    on_end(jpeg);
    return;
  }
  jpeg->src->next_input_byte += count;
  jpeg->src->bytes_in_buffer -= (size_t)count;
}

cjpeg_reader *cjpeg_reader_create(const uint8_t *bytes, size_t count) {
  cjpeg_reader *reader = calloc(1, sizeof *reader);
  if (reader == NULL) return NULL;
  reader->jpeg.err = jpeg_std_error(&reader->errors);
  reader->errors.error_exit = on_error;
  reader->errors.emit_message = on_message;
  reader->jpeg.client_data = reader;
  reader->source = (struct jpeg_source_mgr){
      .next_input_byte = bytes,
      .bytes_in_buffer = count,
      .init_source = do_nothing,
      .fill_input_buffer = on_end,
      .skip_input_data = on_skip,
      .resync_to_restart = jpeg_resync_to_restart,
      .term_source = do_nothing,
  };
  return reader;
}

bool cjpeg_reader_begin(cjpeg_reader *reader, uint32_t *width, uint32_t *height) {
  j_decompress_ptr jpeg = &reader->jpeg;
  if (setjmp(reader->out)) return false;
  jpeg_create_decompress(jpeg);
  jpeg->src = &reader->source;
  reader->progress.progress_monitor = on_progress;
  jpeg->progress = &reader->progress;
  jpeg_read_header(jpeg, TRUE);
  *width = jpeg->image_width;
  *height = jpeg->image_height;
  return true;
}

// Whether the scans that a file has give every coefficient to its last bit.
static bool is_whole(j_decompress_ptr jpeg) {
  if (!jpeg->progressive_mode || jpeg->coef_bits == NULL) return false;
  for (int component = 0; component < jpeg->num_components; component++) {
    for (int place = 0; place < DCTSIZE2; place++) {
      if (jpeg->coef_bits[component][place] != 0) return false;
    }
  }
  return true;
}

// Whether each component has had a scan.
static bool has_all_components(j_decompress_ptr jpeg) {
  for (int component = 0; component < jpeg->num_components; component++) {
    if (jpeg->comp_info[component].quant_table == NULL) return false;
  }
  return true;
}

// Whether the bytes end where libjpeg makes zeros of what is missing, without a word.
static bool has_unseen_end(const cjpeg_reader *reader) {
  return reader->has_ended && reader->jpeg.arith_code;
}

bool cjpeg_reader_start(cjpeg_reader *reader, size_t memory_limit) {
  j_decompress_ptr jpeg = &reader->jpeg;
  if (setjmp(reader->out)) return false;
  bool has_inks = jpeg->jpeg_color_space == JCS_CMYK || jpeg->jpeg_color_space == JCS_YCCK;
  jpeg->out_color_space = has_inks ? JCS_CMYK : JCS_RGB;
  jpeg->mem->max_memory_to_use = (long)memory_limit;
  jpeg_start_decompress(jpeg);
  bool is_cut = jpeg_has_multiple_scans(jpeg) &&
                (!has_all_components(jpeg) || (reader->has_ended && !is_whole(jpeg)));
  if (is_cut || has_unseen_end(reader)) {
    reader->failure = CJPEG_ENDS_EARLY;
    return false;
  }
  if (!has_inks) return true;
  reader->inks = malloc((size_t)jpeg->output_width * 4);
  if (reader->inks == NULL) ERREXIT1(jpeg, JERR_OUT_OF_MEMORY, 0);
  return true;
}

bool cjpeg_reader_read(cjpeg_reader *reader, uint8_t *row) {
  j_decompress_ptr jpeg = &reader->jpeg;
  if (setjmp(reader->out)) return false;
  JSAMPROW target = reader->inks == NULL ? row : reader->inks;
  if (jpeg_read_scanlines(jpeg, &target, 1) != 1 || has_unseen_end(reader)) {
    reader->failure = CJPEG_ENDS_EARLY;
    return false;
  }
  if (reader->inks == NULL) return true;
  // As Adobe writes them, inks are what is left of the light.
  for (JDIMENSION column = 0; column < jpeg->output_width; column++) {
    const uint8_t *ink = reader->inks + 4 * (size_t)column;
    for (int channel = 0; channel < 3; channel++) {
      row[3 * (size_t)column + channel] = (uint8_t)((ink[channel] * ink[3] + 127) / 255);
    }
  }
  return true;
}

cjpeg_failure cjpeg_reader_failure(const cjpeg_reader *reader) { return reader->failure; }

const char *cjpeg_reader_message(const cjpeg_reader *reader) { return reader->message; }

void cjpeg_reader_free(cjpeg_reader *reader) {
  if (reader == NULL) return;
  jpeg_destroy_decompress(&reader->jpeg);
  free(reader->inks);
  free(reader);
}
