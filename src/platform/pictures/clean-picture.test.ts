import assert from 'node:assert/strict';
import { test } from 'node:test';
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { grey } from '../../../test/support/pictures.ts';
import { cleanPicture } from './clean-picture.ts';

const secret = 'GPS 31.9539 N 35.9106 E';

function segment(marker: number, content: string): Buffer {
  const head = Buffer.of(0xff, marker, 0, 0);
  head.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([head, Buffer.from(content, 'latin1')]);
}

/** The small JPEG with segments put behind its beginning. */
const jpegWith = (...segments: Buffer[]) =>
  Buffer.concat([grey.jpeg.subarray(0, 2), ...segments, grey.jpeg.subarray(2)]);

function chunk(name: string, content: string): Buffer {
  const body = Buffer.from(name + content, 'latin1');
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(content.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
}

/** The small PNG with chunks put behind its header. */
const pngWith = (...chunks: Buffer[]) =>
  Buffer.concat([grey.png.subarray(0, 33), ...chunks, grey.png.subarray(33)]);

test('location, comments, small copies and what hangs behind the end are gone; the picture stays', () => {
  const plain = cleanPicture(grey.jpeg);
  assert.equal(plain?.kind, 'jpeg');
  const dirty = [
    jpegWith(segment(0xe1, `Exif\0\0${secret}`)),
    jpegWith(segment(0xe1, `http://ns.adobe.com/xap/1.0/\0${secret}`), segment(0xfe, secret)),
    jpegWith(segment(0xed, secret), segment(0xe2, secret)),
    jpegWith(segment(0xe0, `JFXX\0${secret}`)),
    Buffer.concat([grey.jpeg, Buffer.from(`<script>${secret}</script>`)]),
  ];
  for (const bytes of dirty) {
    assert.ok(bytes.includes(secret));
    assert.deepEqual(cleanPicture(bytes), plain);
  }
  const clean = cleanPicture(grey.png);
  assert.equal(clean?.kind, 'png');
  for (const bytes of [
    pngWith(chunk('eXIf', secret)),
    pngWith(chunk('tEXt', secret), chunk('iTXt', secret), chunk('tIME', '1234567')),
    Buffer.concat([grey.png, Buffer.from(secret)]),
  ])
    assert.deepEqual(cleanPicture(bytes), clean);
});

test('cleaning twice changes nothing more', () => {
  for (const bytes of [grey.jpeg, grey.png]) {
    const once = cleanPicture(bytes);
    assert.ok(once);
    assert.deepEqual(cleanPicture(once.bytes), once);
  }
});

test('what is no JPEG and no PNG, or is cut, is refused', () => {
  const others = [
    '',
    'GIF89a',
    '%PDF-1.7',
    '<svg xmlns="http://www.w3.org/2000/svg"/>',
    'RIFF....WEBP',
    'MZ',
  ];
  for (const each of others) assert.equal(cleanPicture(Buffer.from(each)), null, each);
  for (const whole of [grey.jpeg, grey.png])
    for (let cut = 0; cut < whole.length; cut += 1) assert.equal(cleanPicture(whole.subarray(0, cut)), null);
  assert.equal(cleanPicture(pngWith(chunk('ABCD', 'unknown'))), null, 'a critical chunk that we do not know');
});

test('no bytes make it throw, or let a secret through that stands in a segment of its own', () => {
  const bytes = fc.uint8Array({ maxLength: 400 });
  fc.assert(fc.property(bytes, (any) => void cleanPicture(Buffer.from(any))));
  fc.assert(fc.property(bytes, (any) => void cleanPicture(Buffer.concat([grey.jpeg.subarray(0, 20), any]))));
  fc.assert(
    fc.property(fc.integer({ min: 0xe1, max: 0xef }), (marker) => {
      fc.pre(marker !== 0xee);
      const cleaned = cleanPicture(jpegWith(segment(marker, secret)));
      assert.ok(cleaned && !cleaned.bytes.includes(secret));
    }),
  );
});
