"""The kinds of picture that are taken, and what a file is that is none of them. Pure."""

from importlib.util import find_spec

# Pillow's name of a kind → its media type.
ALWAYS_TAKEN = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}  # MPO is a JPEG
WITH_HEIC = ALWAYS_TAKEN | {"HEIF": "image/heic"}
# First bytes of kinds we take (then the file is damaged), and of pictures we don't take.
TAKEN = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
HEIF_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
NOT_TAKEN = (
    b"GIF8",
    b"BM",
    b"II*\x00",
    b"MM\x00*",
    b"8BPS",
    b"\x00\x00\x01\x00",
    b"\x00\x00\x00\x0cjP",
)


def reads_heic() -> bool:
    """requirements-heic.txt is installed."""
    return find_spec("pillow_heif") is not None


def kinds() -> dict[str, str]:
    return WITH_HEIC if reads_heic() else ALWAYS_TAKEN


def photo_types() -> str:
    """For a file field's `accept`. Safari on a Mac turns a HEIC into the first type of a list
    without it; iPhones send JPEG either way."""
    return "image/*" if reads_heic() else ",".join(kinds().values())


def why_unknown(data: bytes) -> str:
    """The reason of intake.Rejected for a file that no reader opens: its first bytes tell."""
    heif = data[4:8] == b"ftyp" and data[8:12] in HEIF_BRANDS
    if heif and not reads_heic():
        return "heic_not_read"
    if data.startswith(TAKEN) or heif or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        return "damaged"
    start = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if data.startswith(NOT_TAKEN) or b"<svg" in start or data[4:12] == b"ftypavif":
        return "kind_not_taken"
    return "not_an_image"
