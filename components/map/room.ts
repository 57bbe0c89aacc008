export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}
/** What is taken away at each side of a map, px. */
export type Padding = Box;

/** Room for the map's own controls and the pulse, px. */
const EDGES: Padding = { left: 24, top: 24, right: 56, bottom: 56 };
const GAP_PX = 12;
/** What covers more of the width lies above or below what can be seen, else beside it. */
const WIDE_SHARE = 0.6;
/** So much is left to look at, however much is covered, px. */
const LEAST_PX = 120;

/** What of a map's frame is taken by the boxes that lie on it, all in the same coordinates. */
export function roomLeft(frame: Box, covers: readonly Box[]): Padding {
  const padding = { ...EDGES };
  const width = frame.right - frame.left;
  const height = frame.bottom - frame.top;
  for (const cover of covers) {
    if (cover.right <= cover.left || cover.bottom <= cover.top) continue;
    if (cover.right - cover.left > WIDE_SHARE * width) {
      const isAbove = cover.top + cover.bottom < frame.top + frame.bottom;
      if (isAbove) padding.top = Math.max(padding.top, cover.bottom - frame.top + GAP_PX);
      else padding.bottom = Math.max(padding.bottom, frame.bottom - cover.top + EDGES.bottom);
    } else {
      const isLeft = cover.left + cover.right < frame.left + frame.right;
      if (isLeft) padding.left = Math.max(padding.left, cover.right - frame.left + GAP_PX);
      else padding.right = Math.max(padding.right, frame.right - cover.left + GAP_PX);
    }
  }
  const [left, right] = fitted(padding.left, padding.right, width);
  const [top, bottom] = fitted(padding.top, padding.bottom, height);
  return { left, top, right, bottom };
}

/** Both sides less, in proportion, where they would leave too little between. */
function fitted(before: number, after: number, length: number): [number, number] {
  const most = Math.max(0, length - LEAST_PX);
  const share = Math.min(1, most / (before + after));
  return [Math.round(before * share), Math.round(after * share)];
}
