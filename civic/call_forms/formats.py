"""Which files a filled form can be, by what it came as. Pure."""

FORMATS = {"hwp": ("hwpx", "hwp"), "hwpx": ("hwpx", "hwp"), "docx": ("docx",)}
