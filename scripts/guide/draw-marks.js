// Runs in a page of the portal: draws a ring around each marked thing and its number beside it, where no words are.
// Taken away again by removing `#guide-marks`.
globalThis.drawGuideMarks = (boxes, clip) => {
  const size = 26;
  const gap = 4;
  const rtl = document.documentElement.dir === 'rtl';
  const words = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.data.trim() === '' || !node.parentElement?.checkVisibility()) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    words.push(...[...range.getClientRects()].map(({ x, y, width, height }) => [x, y, width, height]));
  }
  // What stands in a control has no node of its own: it begins where lines begin, and takes as much room as its letters.
  for (const control of document.querySelectorAll('input, select, textarea')) {
    const { x, y, width, height } = control.getBoundingClientRect();
    if (width === 0) continue;
    const shown = control.selectedOptions?.[0]?.text ?? control.value ?? '';
    const letters = Math.min(width, 20 + shown.length * 10);
    words.push([rtl ? x + width - letters : x, y, letters, height]);
    if (control.localName === 'select') words.push([rtl ? x : x + width - 44, y, 44, height]);
  }
  const overlap = ([ax, ay, aw, ah], [bx, by, bw, bh]) =>
    Math.max(0, Math.min(ax + aw, bx + bw) - Math.max(ax, bx)) *
    Math.max(0, Math.min(ay + ah, by + bh) - Math.max(ay, by));
  const outside = (place) =>
    size * size - overlap(place, [clip.x + 2, clip.y + 2, clip.width - 4, clip.height - 4]);
  const layer = document.createElement('div');
  layer.id = 'guide-marks';
  layer.setAttribute('aria-hidden', 'true');
  const taken = [];
  for (const [index, [x, y, width, height]] of boxes.entries()) {
    const start = rtl ? x + width : x;
    const end = rtl ? x : x + width;
    const out = rtl ? 1 : -1;
    const at = (cx, cy) => [cx - size / 2, cy - size / 2, size, size];
    const middle = y + height / 2;
    const places = [
      at(start + out * (size / 2 + gap + 2), middle),
      at(start + out * 2, y - 2),
      at(start + out * 2, middle),
      at(end - out * (size / 2 + gap + 2), middle),
      at(end + out * (size / 2 + 8), middle),
      at(end - out * 2, y - 2),
      at(start + out * 2, y + height + 2),
      at(end - out * 2, y + height + 2),
    ];
    const others = boxes.filter((_, other) => other !== index);
    const score = (place, order) =>
      [...words, ...taken, ...others].reduce((sum, word) => sum + overlap(place, word), 0) * 10 +
      outside(place) * 20 +
      order;
    const [best] = places
      .map((place, order) => ({ place, score: score(place, order) }))
      .toSorted((a, b) => a.score - b.score);
    taken.push(best.place);
    const ring = document.createElement('div');
    const number = document.createElement('div');
    Object.assign(ring.style, {
      position: 'absolute',
      insetBlockStart: `${y - 4}px`,
      left: `${x - 4}px`,
      inlineSize: `${width + 8}px`,
      blockSize: `${height + 8}px`,
      border: '2px solid #b3541e',
      borderRadius: '10px',
    });
    Object.assign(number.style, {
      position: 'absolute',
      insetBlockStart: `${best.place[1]}px`,
      left: `${best.place[0]}px`,
      inlineSize: `${size}px`,
      blockSize: `${size}px`,
      font: '600 15px/26px Tajdeed',
      textAlign: 'center',
      color: '#fff',
      background: '#b3541e',
      borderRadius: '50%',
      boxShadow: '0 0 0 2px #fff',
    });
    number.textContent = String(index + 1);
    layer.append(ring, number);
  }
  Object.assign(layer.style, { position: 'absolute', insetBlockStart: '0', left: '0', zIndex: '10' });
  document.body.append(layer);
};
