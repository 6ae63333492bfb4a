import { readFileSync } from 'node:fs';
import lengths from './digits.json' with { type: 'json' };
import { between, randomSource, type Random } from './random.ts';
import { encodeWav } from './wav.ts';

/** A language in which the code can be spoken. */
export type SpokenLanguage = keyof typeof lengths;

const SAMPLE_RATE = 11_025;

// Loudness is told as a share of full scale. The recordings peak at 0.7 and lie near 0.12 on average, so that the
// noise, near 0.01, stays more than 20 dB below the voice: that hides the joints and covers no sound.
const NOISE = 0.045;
const NOISE_SMOOTHING = 0.75;

const recordings: Record<SpokenLanguage, Float32Array[]> = { ar: readDigits('ar'), en: readDigits('en') };

/**
 * Speaks the code on the screen, digit by digit, as a WAV sound (PCM, 11.025 kHz, one channel, 8 bits).
 *
 * The voice was recorded once; what differs each time is pitch, loudness, pauses and a light noise. After the third
 * digit the pause is longer, since two groups of three are easier to hold in mind.
 *
 * @param code six digits, 0 to 9
 * @param seed the same seed speaks the same sound, so that one sound can be fetched in parts; keep it secret
 * @throws {RangeError} when the code is not six digits
 */
export function speakCode(code: string, lang: SpokenLanguage, seed?: number): Buffer {
  if (!/^[0-9]{6}$/.test(code)) throw new RangeError('a code on the screen is six digits');
  const random = randomSource(seed);
  const parts: Float32Array[] = [pause(random, 0.3, 0.5)];
  [...code].forEach((digit, place) => {
    const recording = recordings[lang][Number(digit)];
    if (recording === undefined) throw new RangeError(`no recording of digit ${digit}`);
    parts.push(vary(recording, random));
    parts.push(place === 2 ? pause(random, 0.8, 1.1) : pause(random, 0.35, 0.6));
  });

  const sound = join(parts);
  addNoise(sound, random);
  return encodeWav(sound, SAMPLE_RATE);
}

function pause(random: Random, from: number, to: number): Float32Array {
  return new Float32Array(Math.round(SAMPLE_RATE * between(random, from, to)));
}

/** The recording a little higher or lower (at most a semitone, with the tempo that goes with it), louder or softer. */
function vary(recording: Float32Array, random: Random): Float32Array {
  const speed = between(random, 0.95, 1.06);
  const level = between(random, 0.8, 1.1);
  const varied = new Float32Array(Math.floor(recording.length / speed));
  for (let i = 0; i < varied.length; i++) {
    const at = Math.floor(i * speed);
    const here = recording[at] ?? 0;
    const next = recording[at + 1] ?? 0;
    varied[i] = level * (here + (next - here) * (i * speed - at));
  }
  return varied;
}

function join(parts: readonly Float32Array[]): Float32Array {
  const sound = new Float32Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    sound.set(part, at);
    at += part.length;
  }
  return sound;
}

/** Adds a soft rushing, its treble taken away so that it does not cover the hiss of s and th. */
function addNoise(sound: Float32Array, random: Random): void {
  let smooth = 0;
  for (let i = 0; i < sound.length; i++) {
    smooth = NOISE_SMOOTHING * smooth + (1 - NOISE_SMOOTHING) * between(random, -NOISE, NOISE);
    sound[i] = (sound[i] ?? 0) + smooth;
  }
}

/** Reads the ten digits of a language: G.711 µ-law, one after the other, their lengths in `digits.json`. */
function readDigits(lang: SpokenLanguage): Float32Array[] {
  const bytes = readFileSync(new URL(`./digits.${lang}.ulaw`, import.meta.url));
  let at = 0;
  return lengths[lang].map((length) => {
    const digit = Float32Array.from(bytes.subarray(at, at + length), fromMuLaw);
    at += length;
    return digit;
  });
}

/** One sample of G.711 µ-law as a share of full scale, −1 to 1. */
function fromMuLaw(byte: number): number {
  const bits = ~byte & 0xff;
  const magnitude = ((((bits & 0x0f) << 3) + 0x84) << ((bits >> 4) & 0x07)) - 0x84;
  return (bits & 0x80 ? -magnitude : magnitude) / 32768;
}
