const HEADER_BYTES = 44;
const PCM = 1;

/**
 * Writes a sound as WAV: PCM, one channel, 8 bits without sign.
 *
 * @param samples shares of full scale; what goes beyond −1 or 1 is cut off
 * @param sampleRate in Hz
 */
export function encodeWav(samples: Float32Array, sampleRate: number): Buffer {
  // A chunk of odd length is followed by one byte that does not count.
  const padding = samples.length % 2;
  const wav = Buffer.alloc(HEADER_BYTES + samples.length + padding);
  wav.write('RIFF', 0, 'latin1');
  wav.writeUInt32LE(wav.length - 8, 4);
  wav.write('WAVEfmt ', 8, 'latin1');
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(PCM, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(sampleRate, 24);
  wav.writeUInt32LE(sampleRate, 28);
  wav.writeUInt16LE(1, 32);
  wav.writeUInt16LE(8, 34);
  wav.write('data', 36, 'latin1');
  wav.writeUInt32LE(samples.length, 40);
  for (let i = 0; i < samples.length; i++) {
    wav[HEADER_BYTES + i] = Math.round(Math.min(255, Math.max(0, 128 + 127 * (samples[i] ?? 0))));
  }
  return wav;
}
