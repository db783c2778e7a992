// Where a photo was taken, as its camera noted: the GPS part of a JPEG's Exif. Read on the phone,
// because a shrunk photo carries none and the position stays here until the person confirms it.
// Source: Exif 2.32 (CIPA DC-008), TIFF 6.0.

const ENOUGH_BYTES = 262_144; // Exif lies within the first 64 KB segment after the start
const GPS_IFD = 0x8825;
const RATIONAL = 5;

/** @param {Blob} file @returns {Promise<{lat: number, lon: number} | null>} degrees */
export async function positionIn(file) {
  const view = new DataView(await file.slice(0, ENOUGH_BYTES).arrayBuffer());
  try {
    const tiff = exifStart(view);
    return tiff === null ? null : readGps(view, tiff);
  } catch (error) {
    if (error instanceof RangeError) return null; // damaged: it points outside itself
    throw error;
  }
}

// The offset of the TIFF header inside the APP1 segment, or null.
function exifStart(view) {
  if (view.byteLength < 4 || view.getUint16(0) !== 0xffd8) return null;
  for (let at = 2; at + 10 < view.byteLength;) {
    const marker = view.getUint16(at);
    if ((marker & 0xff00) !== 0xff00 || marker === 0xffda) return null;
    if (marker === 0xffe1 && view.getUint32(at + 4) === 0x45786966) return at + 10; // "Exif"
    at += 2 + view.getUint16(at + 2);
  }
  return null;
}

function readGps(view, tiff) {
  const little = view.getUint16(tiff) === 0x4949;
  const short = (at) => view.getUint16(at, little);
  const long = (at) => view.getUint32(at, little);
  const entries = (ifd) => {
    const offsets = new Map();
    for (let i = 0; i < short(ifd); i++) offsets.set(short(ifd + 2 + i * 12), ifd + 2 + i * 12);
    return offsets;
  };
  const pointer = entries(tiff + long(tiff + 4)).get(GPS_IFD);
  if (pointer === undefined) return null;
  const gps = entries(tiff + long(pointer + 8));
  const degrees = (valueTag, sideTag, negative) => {
    const value = gps.get(valueTag);
    const side = gps.get(sideTag);
    if (value === undefined || side === undefined || short(value + 2) !== RATIONAL) return NaN;
    const first = tiff + long(value + 8);
    const [d, m, s] = [0, 8, 16].map((step) => long(first + step) / long(first + step + 4));
    const size = d + m / 60 + (Number.isNaN(s) ? 0 : s / 3600);
    return String.fromCharCode(view.getUint8(side + 8)) === negative ? -size : size;
  };
  const [lat, lon] = [degrees(2, 1, "S"), degrees(4, 3, "W")];
  // 0, 0 is what phones write when they do not know.
  const placed =
    Math.abs(lat) <= 90 && Math.abs(lon) <= 180 && (Math.abs(lat) > 0.001 || Math.abs(lon) > 0.001);
  return placed ? { lat, lon } : null;
}
