"""Writes the fixtures of PicturesTests: PNG files of every kind, and the pixels they hold.

    python make_fixtures.py PNGSUITE

PNGSUITE is the folder of the PNG files of PngSuite, http://www.schaik.com/pngsuite/. Its licence:
"Permission to use, copy, modify and distribute these images for any purpose and without fee is
hereby granted. (c) Willem van Schaik, 1996, 2011".

Versions: python 3.11, numpy 2.4.6, pillow 13.0.0. Any recent ones will do.

`pngs.bin` holds files and pixels one after another, `pngs.json` says where each lies. A file has
`width`, `height` and `pixels`, red, green, blue and opacity as 8 bits each; those of PngSuite whose
names begin with x are broken and have none. The others are PngSuite's, as Pillow reads them, and
one for each kind, depth, interlacing and transparency, of random pixels, filters and sizes, made by
this script.
"""

import hashlib
import itertools
import json
import pathlib
import struct
import sys
import zlib
from collections.abc import Iterator, Sequence
from typing import Any

import numpy
from PIL import Image

FOLDER = pathlib.Path(__file__).parent
Array = numpy.ndarray[Any, numpy.dtype[Any]]
GREY, COLOUR, PALETTE, GREY_ALPHA, COLOUR_ALPHA = 0, 2, 3, 4, 6
CHANNELS = {GREY: 1, COLOUR: 3, PALETTE: 1, GREY_ALPHA: 2, COLOUR_ALPHA: 4}
DEPTHS = {
    GREY: [1, 2, 4, 8, 16],
    COLOUR: [8, 16],
    PALETTE: [1, 2, 4, 8],
    GREY_ALPHA: [8, 16],
    COLOUR_ALPHA: [8, 16],
}
# First column and row, and steps, of the passes of an interlaced file.
PASSES = [
    (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)
]


# What Pillow reads.


def depth(file: bytes) -> int:
    return file[24]


def pillow_pixels(path: pathlib.Path) -> Array:
    """Red, green, blue and opacity as Pillow has them, but for two conversions that it gets wrong.

    It clips 16-bit greys at 255, where it takes the upper 8 bits of 16-bit colours; and of greys it
    compares the transparent one before it is stretched to 8 bits.
    """
    image = Image.open(path)
    transparent = image.info.get("transparency")
    if image.mode not in ("1", "L", "I;16"):
        return numpy.asarray(image.convert("RGBA"))
    values = numpy.asarray(image).astype(int)
    bits = depth(path.read_bytes())
    grey = values >> 8 if bits == 16 else values * 255 if image.mode == "1" else values
    if transparent is not None and bits < 8:
        transparent = transparent * 255 // (2**bits - 1)
        values = grey
    opaque = numpy.full_like(grey, 255) if transparent is None else 255 * (values != transparent)
    return numpy.stack([grey, grey, grey, opaque], axis=-1).astype(numpy.uint8)


# Files of our own.


def chunk(name: bytes, content: bytes) -> bytes:
    checksum = zlib.crc32(name + content)
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", checksum)


def packed(row: Array, bits: int) -> bytes:
    """The bytes of a row of samples."""
    if bits == 16:
        return row.astype(">u2").tobytes()
    if bits == 8:
        return row.astype(numpy.uint8).tobytes()
    spread = (row[:, None] >> numpy.arange(bits - 1, -1, -1)) & 1
    return numpy.packbits(spread.astype(numpy.uint8).ravel()).tobytes()


def paeth(left: int, above: int, corner: int) -> int:
    estimate = left + above - corner
    distances = [abs(estimate - value) for value in (left, above, corner)]
    return (left, above, corner)[distances.index(min(distances))]


def filtered(row: Sequence[int], above: Sequence[int], step: int, kind: int) -> bytes:
    """A row as the file has it, after the number of its filter."""
    result = [kind]
    for index, value in enumerate(row):
        left = row[index - step] if index >= step else 0
        corner = above[index - step] if index >= step else 0
        up = above[index]
        guesses = [0, left, up, (left + up) // 2, paeth(left, up, corner)]
        result.append((value - guesses[kind]) % 256)
    return bytes(result)


def rows(samples: Array, bits: int, random: numpy.random.Generator) -> bytes:
    """All rows of a picture or of one pass, each with a filter of its own."""
    step = max(1, samples.shape[2] * bits // 8)
    result, above = b"", b""
    for line in samples:
        row = packed(line.ravel(), bits)
        result += filtered(row, above or bytes(len(row)), step, int(random.integers(5)))
        above = row
    return result


def as_8_bits(samples: Array, bits: int) -> Array:
    return samples >> 8 if bits == 16 else samples * 255 // (2**bits - 1)


def pixels(samples: Array, kind: int, bits: int, palette: Array, transparent: Array | None) -> Array:
    """Red, green, blue and opacity of samples, by the definition of the format."""
    opaque = numpy.full(samples.shape[:2], 255)
    if kind == PALETTE:
        colours = palette[samples[:, :, 0]]
        if transparent is not None:
            opacities = numpy.full(len(palette), 255)
            opacities[: len(transparent)] = transparent
            opaque = opacities[samples[:, :, 0]]
    elif kind in (GREY_ALPHA, COLOUR_ALPHA):
        colours, opaque = as_8_bits(samples[:, :, :-1], bits), as_8_bits(samples[:, :, -1], bits)
    else:
        colours = as_8_bits(samples, bits)
        if transparent is not None:
            opaque = 255 * (samples != transparent).any(axis=2)
    colours = numpy.broadcast_to(colours, (*samples.shape[:2], 3))
    return numpy.concatenate([colours, opaque[:, :, None]], axis=2).astype(numpy.uint8)


def transparency(
    samples: Array, kind: int, bits: int, colours: int, random: numpy.random.Generator
) -> tuple[Array, bytes]:
    """A transparent colour that occurs, or opacities of half a palette; and the chunk for it."""
    if kind == PALETTE:
        values = random.integers(256, size=(colours + 1) // 2)
        return values, chunk(b"tRNS", values.astype(numpy.uint8).tobytes())
    # Colours that agree in their upper 8 bits are not transparent.
    values = samples[0, 0].copy()
    if bits == 16 and samples.shape[1] > 1:
        samples[0, 1] = values ^ 1
    return values, chunk(b"tRNS", values.astype(">u2").tobytes())


def own_file(
    kind: int, bits: int, is_interlaced: bool, is_transparent: bool, random: numpy.random.Generator
) -> tuple[bytes, Array]:
    width, height = (int(side) for side in random.integers(1, 18, size=2))
    colours = int(random.integers(1, min(2**bits, 256) + 1))
    samples = random.integers(
        colours if kind == PALETTE else 2**bits, size=(height, width, CHANNELS[kind]))
    palette = random.integers(256, size=(colours, 3))
    header = struct.pack(">IIBBBBB", width, height, bits, kind, 0, 0, is_interlaced)
    file = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header)
    if kind == PALETTE:
        file += chunk(b"PLTE", palette.astype(numpy.uint8).tobytes())
    transparent = None
    if is_transparent:
        transparent, added = transparency(samples, kind, bits, colours, random)
        file += added
    parts = [samples]
    if is_interlaced:
        parts = [samples[y::down, x::across] for x, y, across, down in PASSES]
    data = zlib.compress(b"".join(rows(part, bits, random) for part in parts if part.size))
    cut = int(random.integers(len(data)))
    file += chunk(b"IDAT", data[:cut]) + chunk(b"IDAT", data[cut:]) + chunk(b"IEND", b"")
    return file, pixels(samples, kind, bits, palette, transparent)


def own_files() -> Iterator[tuple[str, bytes, Array]]:
    random = numpy.random.default_rng(11)
    choices = itertools.product(CHANNELS, [False, True], [False, True])
    for kind, is_interlaced, is_transparent in choices:
        if is_transparent and kind in (GREY_ALPHA, COLOUR_ALPHA):
            continue
        for bits in DEPTHS[kind]:
            name = f"kind-{kind}-{bits}"
            name += "-interlaced" * is_interlaced + "-transparent" * is_transparent
            yield name, *own_file(kind, bits, is_interlaced, is_transparent, random)


# All of them in one file.


class Store:
    """Bytes one after another, equal ones once."""

    def __init__(self) -> None:
        self.bytes = b""
        self.places: dict[bytes, int] = {}

    def add(self, content: bytes) -> int:
        digest = hashlib.sha256(content).digest()
        if digest not in self.places:
            self.places[digest] = len(self.bytes)
            self.bytes += content
        return self.places[digest]


def main() -> None:
    store = Store()
    entries: list[dict[str, Any]] = []

    def add(name: str, file: bytes, picture: Array | None) -> None:
        entry: dict[str, Any] = {"name": name, "file": store.add(file), "count": len(file)}
        if picture is not None:
            height, width, _ = picture.shape
            entry |= {"width": width, "height": height, "pixels": store.add(picture.tobytes())}
        entries.append(entry)

    for path in sorted(pathlib.Path(sys.argv[1]).glob("*.png")):
        if path.stem.lower() != "pngsuite":
            picture = None if path.stem.startswith("x") else pillow_pixels(path)
            add(path.stem, path.read_bytes(), picture)
    for name, file, picture in own_files():
        add(name, file, picture)
    (FOLDER / "pngs.bin").write_bytes(store.bytes)
    lines = ",\n".join(json.dumps(entry) for entry in entries)
    (FOLDER / "pngs.json").write_text(f"[\n{lines}\n]\n")


main()
