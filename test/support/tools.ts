import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';

/** The Debian package of each tool that looks at documents from outside. */
const packages = {
  pdfsig: 'poppler-utils',
  pdftotext: 'poppler-utils',
  pdfinfo: 'poppler-utils',
  pdffonts: 'poppler-utils',
  pdftoppm: 'poppler-utils',
  zbarimg: 'zbar-tools',
  openssl: 'openssl',
  python3: 'python3',
} as const;

/** Runs a tool to its end, and gives what it said and its exit code. A tool that is not there fails the test, by name. */
export async function tool(
  name: keyof typeof packages,
  ...given: string[]
): Promise<{ code: number; said: string }> {
  return new Promise((resolve, reject) => {
    execFile(name, given, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 }, (error, said) => {
      if (error !== null && typeof error.code !== 'number')
        reject(
          new assert.AssertionError({ message: `${name} cannot be run: apt-get install ${packages[name]}` }),
        );
      else resolve({ code: Number(error?.code ?? 0), said });
    });
  });
}
