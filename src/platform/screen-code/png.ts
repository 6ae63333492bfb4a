import { crc32, deflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const BIT_DEPTH = 4;
const GREY = 0;

/**
 * Writes a PNG of sixteen shades of grey (PNG specification, third edition: colour type 0, bit depth 4).
 *
 * @param shades row after row, one shade a pixel, 0 (black) to 15 (white)
 * @param width in pixels, even
 */
export function encodeGreyPng(shades: Uint8Array, width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([BIT_DEPTH, GREY], 8);

  // Each row starts with the number of its filter; 0, none, packs best where half the pixels are plain paper.
  const stride = 1 + width / 2;
  const rows = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x += 2) {
      const pixel = y * width + x;
      rows[y * stride + 1 + x / 2] = ((shades[pixel] ?? 0) << 4) | (shades[pixel + 1] ?? 0);
    }
  }
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: 'IHDR' | 'IDAT' | 'IEND', data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  out.set(body, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
}
