"""A photo's colours as a screen without colour management shows them: in sRGB. Pure.

Phones note Display P3, scanners Adobe RGB or a printer's CMYK, in a profile beside the pixels. The
profile goes with everything else that is stripped, so the colours are converted first.
"""

from io import BytesIO

from PIL import Image, ImageCms

SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
LARGEST_PROFILE = 4 * 1024 * 1024  # bytes; a printer's are 0.5 to 2 MB
SPACES = {"L": "GRAY", "RGB": "RGB ", "CMYK": "CMYK"}  # what a profile must be of, by mode


def in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """The picture (L, RGB or CMYK) in RGB, converted by its ICC profile.

    A profile that is broken, or of other colours than the picture, spoils nothing: it is ignored.
    """
    if profile and len(profile) <= LARGEST_PROFILE:
        try:
            return _converted(picture, ImageCms.ImageCmsProfile(BytesIO(profile)))
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass
    return picture if picture.mode == "RGB" else picture.convert("RGB")


def _converted(picture, profile):
    """Raises: ValueError where there is nothing to convert, PyCMSError where it can't be."""
    name = ImageCms.getProfileDescription(profile).strip().lower()
    if profile.profile.xcolor_space != SPACES[picture.mode] or name.startswith("srgb"):
        raise ValueError(name)
    return ImageCms.profileToProfile(picture, profile, SRGB, outputMode="RGB")
