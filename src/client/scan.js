// Reads the square of a permit from a camera or from a picture. Loaded when it is first wanted. Where the browser reads squares
// itself it does; elsewhere the library `qr` does, in plain JavaScript: nothing here needs WebAssembly, which our policy forbids.

/** A library, under the name by which the portal serves it: no file of ours. */
const library = '/assets/qr-decode.js';

/** Longer sides are made smaller: what a phone's camera takes has far more dots than a square needs. */
const longestSide = 2400;

async function native() {
  const { BarcodeDetector } = globalThis;
  const formats = await BarcodeDetector?.getSupportedFormats().catch(() => []);
  return formats?.includes('qr_code') ? new BarcodeDetector({ formats: ['qr_code'] }) : null;
}

/** What reads a drawn square: its text, or null. `patience` is in milliseconds. */
async function openReader() {
  const detector = await native();
  const { decodeQR } = detector ? {} : await import(library);
  return async (canvas, patience) => {
    if (detector) return (await detector.detect(canvas))[0]?.rawValue ?? null;
    const { width, height } = canvas;
    const { data } = canvas.getContext('2d', { willReadFrequently: true }).getImageData(0, 0, width, height);
    try {
      return decodeQR({ width, height, data }, { timeLimit: patience, effort: 3 });
    } catch {
      return null;
    }
  };
}

function drawn(source, width, height, longest) {
  const scale = Math.min(1, longest / Math.max(width, height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const context = canvas.getContext('2d', { willReadFrequently: true });
  context.drawImage(source, 0, 0, canvas.width, canvas.height);
  return canvas;
}

/** The text of the square in a picture; null: none can be read, or it is no picture. */
export async function readPicture(file) {
  const readSquare = await openReader();
  let picture;
  try {
    picture = await createImageBitmap(file);
  } catch {
    return null;
  }
  // As it is, then smaller: what shakes in the large may be clear in the small.
  for (const longest of [longestSide, 1200, 700]) {
    const text = await readSquare(drawn(picture, picture.width, picture.height, longest), 2000);
    if (text !== null) return text;
  }
  return null;
}

/**
 * Shows the camera in a `video`, and gives the text of the first square that it sees; null when `stop` (an AbortSignal) says so.
 * Throws when there is no camera, or it may not be used.
 */
export async function readCamera(video, stop) {
  const stream = await navigator.mediaDevices.getUserMedia({
    video: { facingMode: 'environment', width: { ideal: 1280 } },
  });
  try {
    const readSquare = await openReader();
    video.srcObject = stream;
    await video.play();
    while (!stop.aborted) {
      const text =
        video.videoWidth > 0
          ? await readSquare(drawn(video, video.videoWidth, video.videoHeight, 1280), 60)
          : null;
      if (text !== null) return text;
      await new Promise((resolve) => setTimeout(resolve, 80));
    }
    return null;
  } finally {
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  }
}
