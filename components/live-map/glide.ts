interface Place {
  readonly lat: number;
  readonly lon: number;
}

/** A way from where something was shown to where it is, at an even pace. */
export interface Glide {
  readonly from: Place | null;
  /** By the page's own clock. */
  readonly startMs: number;
}

export const STANDING: Glide = { from: null, startMs: 0 };

/** As long as bikes that report each second need for the way between two reports. */
const GLIDE_MS = 1_000;
/** About a kilometre: who was so far away has not been watched on the way. */
const FAR_DEG = 0.01;

/** Where to draw a bike that may be on its way. */
export function placeAt({ lat, lon, glide }: Place & { readonly glide: Glide }, nowMs: number): Place {
  const share = (nowMs - glide.startMs) / GLIDE_MS;
  if (!glide.from || share >= 1) return { lat, lon };
  const done = Math.max(0, share);
  return {
    lat: glide.from.lat + (lat - glide.from.lat) * done,
    lon: glide.from.lon + (lon - glide.from.lon) * done,
  };
}

export const isGliding = ({ from, startMs }: Glide, nowMs: number): boolean =>
  from !== null && nowMs - startMs < GLIDE_MS;

/** From where it is drawn now to a new place; at once where that is far away. */
export function begun(before: Place & { readonly glide: Glide }, to: Place, nowMs: number): Glide {
  const from = placeAt(before, nowMs);
  const isFar = Math.abs(to.lat - from.lat) > FAR_DEG || Math.abs(to.lon - from.lon) > FAR_DEG;
  return isFar ? STANDING : { from, startMs: nowMs };
}
