/**
 * Whole numbers under whole numbers, for millions of them: a `Map` takes ten times the memory. Keys and values are below
 * 2^53; a key is never 0.
 */
export class NumberTable {
  #keys = new Float64Array(1 << 12);
  #values = new Float64Array(1 << 12);
  #size = 0;

  /** The value of a key; `undefined` when it has none. */
  get(key: number): number | undefined {
    const place = this.#placeOf(key);
    return this.#keys[place] === key ? this.#values[place] : undefined;
  }

  /** Gives a key a value. */
  set(key: number, value: number): void {
    // Two thirds full: the next ones would have to search for long.
    if (this.#size * 3 > this.#keys.length * 2) this.#grow();
    const place = this.#placeOf(key);
    if (this.#keys[place] !== key) this.#size += 1;
    this.#keys[place] = key;
    this.#values[place] = value;
  }

  #placeOf(key: number): number {
    const mask = this.#keys.length - 1;
    // Both halves of the key count: those of neighbours differ in the lower one only.
    const mixed = Math.imul(key >>> 0, 0x9e3779b1) ^ Math.imul((key / 0x1_0000_0000) >>> 0, 0x85ebca6b);
    let place = (mixed ^ (mixed >>> 15)) & mask;
    while (this.#keys[place] !== 0 && this.#keys[place] !== key) place = (place + 1) & mask;
    return place;
  }

  #grow(): void {
    const [keys, values] = [this.#keys, this.#values];
    this.#keys = new Float64Array(keys.length * 2);
    this.#values = new Float64Array(keys.length * 2);
    for (const [place, key] of keys.entries()) {
      if (key === 0) continue;
      const now = this.#placeOf(key);
      this.#keys[now] = key;
      this.#values[now] = values[place] ?? 0;
    }
  }
}
