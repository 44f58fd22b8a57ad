"""Writes the fixtures of JPEG and WebP: files of every kind, and the pixels that Pillow reads.

    python make_photos.py

Versions: python 3.11, numpy 2.4.6, pillow 13.0.0 (libjpeg-turbo 3.2.0, libwebp 1.6.0), jpegtran of
libjpeg-turbo-progs 2.1.5.

`photos.bin` and `photos.json` are built as `pngs.bin` and `pngs.json` are. Three of the files are
there by themselves, too: fuzzing begins with them.
"""

import io
import json
import pathlib
import subprocess
from collections.abc import Iterator
from typing import Any

import numpy
from PIL import ExifTags, Image, ImageOps

FOLDER = pathlib.Path(__file__).parent
WIDTH, HEIGHT = 37, 29
Options = dict[str, Any]

JPEGS: dict[str, tuple[str, Options]] = {
    "444": ("RGB", {"subsampling": 0}),
    "422": ("RGB", {"subsampling": 1}),
    "420": ("RGB", {"subsampling": 2}),
    "rough": ("RGB", {"quality": 20}),
    "restarts": ("RGB", {"restart_marker_rows": 1}),
    "grey": ("L", {}),
    "inks": ("CMYK", {}),
    "progressive": ("RGB", {"progressive": True}),
    "progressive-grey": ("L", {"progressive": True}),
    "progressive-inks": ("CMYK", {"progressive": True}),
}
# What jpegtran makes of these files.
TURNED: dict[str, dict[str, list[str]]] = {
    "420": {"arithmetic": ["-arithmetic"], "scans": ["-scans", str(FOLDER / "scans.txt")]},
    "progressive": {"arithmetic": ["-arithmetic", "-progressive"]},
}
WEBPS: dict[str, tuple[str, Options]] = {
    "lossy": ("RGB", {}),
    "lossy-opacity": ("RGBA", {}),
    "lossless": ("RGB", {"lossless": True}),
    "lossless-opacity": ("RGBA", {"lossless": True, "exact": True}),
}


def drawn(mode: str) -> Image.Image:
    """Slopes with an edge and some noise, in as many channels as the mode has."""
    random = numpy.random.default_rng(7)
    rows, columns = numpy.mgrid[0:HEIGHT, 0:WIDTH]
    channels = [
        (7 * columns + 40 * number + 5 * rows * (number - 1)) % 256 // (1 + (columns > rows))
        for number in range(len(Image.new(mode, (1, 1)).getbands()))
    ]
    values = numpy.stack(channels, axis=-1) + random.integers(0, 9, (HEIGHT, WIDTH, 1))
    pixels = numpy.clip(values, 0, 255).astype(numpy.uint8)
    return Image.fromarray(pixels[:, :, 0] if mode == "L" else pixels, mode)


def files() -> Iterator[tuple[str, bytes]]:
    for format_name, kinds in (("JPEG", JPEGS), ("WebP", WEBPS)):
        for name, (mode, options) in kinds.items():
            file = io.BytesIO()
            drawn(mode).save(file, format_name, **options)
            yield f"{format_name}-{name}", file.getvalue()
            for ending, turn in TURNED.get(name, {}).items():
                turned = subprocess.run(
                    ["jpegtran", *turn], input=file.getvalue(), capture_output=True, check=True
                )
                yield f"{format_name}-{name}-{ending}", turned.stdout
    for orientation in range(1, 9):
        exif = Image.Exif()
        exif[ExifTags.Base.Orientation] = orientation
        file = io.BytesIO()
        drawn("RGB").save(file, "JPEG", quality=20, exif=exif)
        yield f"JPEG-orientation-{orientation}", file.getvalue()
        file = io.BytesIO()
        drawn("RGBA").save(file, "WebP", lossless=True, exact=True, exif=exif)
        yield f"WebP-lossless-opacity-orientation-{orientation}", file.getvalue()


def main() -> None:
    content = b""
    entries = []
    for name, file in files():
        upright = ImageOps.exif_transpose(Image.open(io.BytesIO(file))).convert("RGBA")
        pixels = numpy.asarray(upright).tobytes()
        place = len(content)
        content += file + pixels
        entries.append({
            "name": name, "file": place, "count": len(file), "width": upright.width, "height": upright.height,
            "pixels": place + len(file),
        })  # fmt: skip
        if name in ("JPEG-420", "WebP-lossy-opacity", "WebP-lossless"):
            ending = "jpg" if name.startswith("JPEG") else "webp"
            (FOLDER / f"{name}.{ending}").write_bytes(file)
    (FOLDER / "photos.bin").write_bytes(content)
    lines = ",\n".join(json.dumps(entry) for entry in entries)
    (FOLDER / "photos.json").write_text(f"[\n{lines}\n]\n")


main()
