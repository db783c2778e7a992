// A photo made small enough for a bad network: at most 2048 px, upright, without its Exif.

const LONGEST_PX = 2048;
const QUALITY = 0.85;

/**
 * @param {File} file
 * @returns {Promise<{blob: Blob, shrunk: boolean}>} shrunk false: this browser can't open it (HEIC,
 *   damaged), so the file itself is sent and the server decides.
 */
export async function shrink(file) {
  const picture = await opened(file);
  if (!picture) return { blob: file, shrunk: false };
  const scale = Math.min(1, LONGEST_PX / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const brush = canvas.getContext("2d");
  brush.fillStyle = "#fff"; // under what is see-through
  brush.fillRect(0, 0, canvas.width, canvas.height);
  brush.imageSmoothingQuality = "high";
  brush.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close?.();
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
  return blob ? { blob, shrunk: true } : { blob: file, shrunk: false };
}

async function opened(file) {
  try {
    return await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    return openedAsImage(file);
  }
}

// Browsers that open a format only as an image (HEIC in Safari); images are turned upright too.
async function openedAsImage(file) {
  const image = new Image();
  image.src = URL.createObjectURL(file);
  try {
    await image.decode();
    return image;
  } catch {
    return null;
  } finally {
    URL.revokeObjectURL(image.src);
  }
}
