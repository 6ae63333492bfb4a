#!/bin/sh
# Record the ten spoken digits of each language, for the sound of the code on the screen.
# Run once, when the voice changes; the result is committed, so that no speech engine runs beside the portal.
# Needs the Debian packages espeak-ng and sox.
#
#   scripts/record-digits.sh
#
# Writes src/platform/screen-code/digits.<lang>.ulaw (11.025 kHz, one channel, G.711 u-law, digit after digit)
# and digits.json (for each language the length of each digit in bytes, in order).
# The digit itself is spoken, not its word: unvowelled Arabic words are read wrongly. At the telephone's 8 kHz the s of
# this voice, which lies between 4 and 8 kHz, is lost, and with it half of صفر and ستة.
set -eu
cd "$(dirname "$0")/../src/platform/screen-code"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

record() { # language, voice, words a minute
  lengths=
  : >"digits.$1.ulaw"
  for digit in 0 1 2 3 4 5 6 7 8 9; do
    espeak-ng -v "$2" -s "$3" -a 120 -w "$work/spoken.wav" "$digit"
    # Cut the silence at both ends, lift the treble a little (the hiss of s is the first to drown), raise
    # what is soft, and bring every digit to the same peak.
    sox "$work/spoken.wav" "$work/cut.wav" silence 1 0.005 0.3% reverse silence 1 0.005 0.3% reverse
    sox "$work/cut.wav" -t raw -r 11025 -e u-law -b 8 -c 1 "$work/digit.ulaw" treble +6 4000 \
      norm -7 compand 0.003,0.08 -60,-60,-30,-18,-3,-3 norm -3 pad 0.01 0.02
    cat "$work/digit.ulaw" >>"digits.$1.ulaw"
    lengths="$lengths${lengths:+, }$(($(wc -c <"$work/digit.ulaw")))"
  done
  printf '  "%s": [%s]' "$1" "$lengths"
}

{
  echo '{'
  record ar ar 125
  echo ','
  record en en-us 125
  echo
  echo '}'
} >digits.json
