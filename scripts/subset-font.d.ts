/** The part of `subset-font` that we use; the published types are of an older version, without `keepFeatures`. */
declare module 'subset-font' {
  const subsetFont: (
    font: Buffer,
    letters: string,
    options: { targetFormat: 'woff2' | 'truetype'; keepFeatures: string[]; noHinting?: boolean },
  ) => Promise<Buffer>;
  export default subsetFont;
}
