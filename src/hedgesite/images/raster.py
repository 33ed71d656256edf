"""Images made of pixels, through Pillow: measured, turned upright, converted to sRGB, and written without metadata.

Pillow keeps metadata beside the pixels and writes some of it again, so the pixels are copied into a new image first.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    # Imported where a file is read or written: most companions have no image of pixels, and it takes a while.
    from PIL import Image

MOST_PIXELS = 50_000_000
"""Most pixels of an image; a picture of 8000 × 6000 has 48 million. Each takes four bytes while it is processed."""
MOST_PIXELS_OF_FRAMES = 150_000_000
MOST_FRAMES = 600
LONGEST_SIDE = 16_383
"""Longest side of a WebP image. Source: https://developers.google.com/speed/webp/docs/riff_container."""

_SAVED: dict[str, dict[str, Any]] = {
    "PNG": {"optimize": False, "compress_level": 9},
    "JPEG": {"quality": 88, "optimize": True, "progressive": True, "subsampling": "4:2:0"},
    "WEBP": {"quality": 82, "method": 4},
    # One thread and one version of the encoder give the same bytes everywhere.
    "AVIF": {"quality": 75, "speed": 6, "max_threads": 1},
}
_LOSSLESS = {"lossless": True, "quality": 60, "method": 4}


class RasterError(Exception):
    """A decoder cannot read an image."""


class TooLargeError(Exception):
    """An image is larger than can be processed safely."""


def measure(data: bytes, kind: str) -> tuple[int, int, int]:
    """Width and height of the upright image, and its number of frames.

    The size is read before any pixel. Then all is decoded, so that a broken file is found here. Raises RasterError and
    TooLargeError.
    """
    from PIL import ImageOps, ImageSequence

    with _opened(data, kind) as image:
        frames = int(getattr(image, "n_frames", 1))
        width, height = image.size
        if frames > MOST_FRAMES:
            raise TooLargeError(f"the animation has {frames} frames, more than {MOST_FRAMES}")
        if width * height * frames > MOST_PIXELS_OF_FRAMES:
            raise TooLargeError(f"the animation has {frames} frames of {width} × {height} pixels")
        for _ in ImageSequence.Iterator(image):
            image.load()
        image.seek(0)
        upright = ImageOps.exif_transpose(image) if frames == 1 else image
        return (*upright.size, frames)


@contextmanager
def _opened(data: bytes, kind: str) -> Iterator[Image.Image]:
    """An image of the given format whose size is within the bounds; all faults of decoders become RasterError."""
    from PIL import Image

    try:
        with warnings.catch_warnings():
            # Pillow warns of images that are larger than its own bound; ours is stricter.
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=[kind]) as image:
                width, height = image.size
                if width * height > MOST_PIXELS or max(width, height) > LONGEST_SIDE:
                    raise TooLargeError(
                        f"the image has {width} × {height} pixels, more than {MOST_PIXELS // 1_000_000} million,"
                        f" or a side of more than {LONGEST_SIDE}"
                    )
                yield image
    except (TooLargeError, RasterError):
        raise
    except Image.DecompressionBombError as error:
        raise TooLargeError(f"the image has more than {MOST_PIXELS // 1_000_000} million pixels") from error
    except Exception as error:
        # Decoders raise whatever goes wrong within them: OSError, SyntaxError, ValueError, struct.error, EOFError.
        raise RasterError(" ".join(str(error).split())[:80] or type(error).__name__) from error


def still(data: bytes, kind: str) -> Image.Image:
    """The first frame, upright, in sRGB, as RGB or RGBA, with nothing but its pixels."""
    from PIL import ImageOps

    with _opened(data, kind) as image:
        return _plain(ImageOps.exif_transpose(image))


def encoded(image: Image.Image, kind: str, *, lossless: bool = False) -> bytes:
    """An image as a file without metadata."""
    written = io.BytesIO()
    if kind == "JPEG" and image.mode != "RGB":
        image = image.convert("RGB")
    image.save(written, kind, **(_LOSSLESS if lossless and kind == "WEBP" else _SAVED[kind]))
    return written.getvalue()


def resized(image: Image.Image, width: int) -> Image.Image:
    """An image in a smaller width."""
    from PIL import Image

    height = max(1, round(image.height * width / image.width))
    return image.resize((width, height), Image.Resampling.LANCZOS) if width < image.width else image


def animation(data: bytes, kind: str) -> bytes:
    """All frames as a file of the same format, without metadata."""
    from PIL import ImageSequence

    with _opened(data, kind) as image:
        frames, durations = [], []
        for frame in ImageSequence.Iterator(image):
            durations.append(int(frame.info.get("duration", 100)) or 100)
            frames.append(_plain(frame))
        loop = int(image.info.get("loop", 0))
    written = io.BytesIO()
    options = {} if kind == "GIF" else _SAVED[kind]
    more: dict[str, Any] = {} if kind == "AVIF" else {"loop": loop}
    frames[0].save(written, kind, save_all=True, append_images=frames[1:], duration=durations, **options, **more)
    return written.getvalue()


def icon(data: bytes) -> bytes:
    """An icon in all of its sizes, without metadata."""
    with _opened(data, "ICO") as image:
        sizes = sorted(getattr(image, "ico").sizes())  # noqa: B009  (Pillow's stubs do not know it)
        drawn = [_plain(getattr(image, "ico").getimage(size)) for size in sizes]  # noqa: B009
    written = io.BytesIO()
    drawn[-1].save(written, "ICO", sizes=sizes, append_images=drawn[:-1])
    return written.getvalue()


def _plain(image: Image.Image) -> Image.Image:
    """A copy of the pixels in sRGB."""
    from PIL import Image

    has_alpha = "A" in image.getbands() or "transparency" in image.info
    profile = image.info.get("icc_profile")
    if image.mode.startswith(("I", "F")):
        # Sixteen bits for a pixel, of which screens show the upper eight.
        image = _eight_bits(image.convert("F"))
    alpha = image.convert("RGBA").getchannel("A") if has_alpha else None
    colours = _in_srgb(image, profile)
    copied = Image.frombytes("RGB", colours.size, colours.tobytes())
    if alpha is not None and alpha.getextrema() != (255, 255):
        copied.putalpha(alpha)
    return copied


def _eight_bits(image: Image.Image) -> Image.Image:
    _, highest = image.getextrema()
    scale = 255 / 65535 if isinstance(highest, int | float) and highest > 255 else 1.0
    return image.point(lambda value: value * scale).convert("L")


def _in_srgb(image: Image.Image, profile: object) -> Image.Image:
    from PIL import ImageCms

    if image.mode not in ("RGB", "CMYK", "L"):
        image = image.convert("RGB")
    if isinstance(profile, bytes):
        try:
            given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            if changed := ImageCms.profileToProfile(image, given, ImageCms.createProfile("sRGB"), outputMode="RGB"):
                return changed
        except (ImageCms.PyCMSError, OSError, ValueError):
            # A profile that cannot be used, or one for other channels: browsers ignore it as well.
            pass
    return image.convert("RGB")
