import { metresBetween } from "@/lib/domain/earth";
import type { Source } from "@/lib/domain/packet";
import { atOnce } from "@/lib/in-turns";
import type { Place, Sample } from "./sample";
import { SlidingBounds } from "./sliding-bounds";

const MOVES_FROM_KMH = 1;
const MOVES_FROM_M = 20;
/** Movement so far apart is of two rides; so long, too, a position is compared and a module vouches, ms. */
export const APART_MS = 5 * 60_000;

/** Others may have a turn after so many samples: each may be compared with all of five minutes. */
const SAMPLES_PER_STEP = 256;

/** Whether a bike moves at a sample; unknown where that tells neither its speed nor where it is as against before. */
export type Movement = "moves" | "stands" | "unknown";

/**
 * Movement at each of a bike's samples: what its source says of itself, but that a phone which moves while the bike's
 * module stands, before and after, is carried about without it.
 * @param samples in order (`inOrder`).
 */
export const movementOf = (samples: readonly Sample[]): Movement[] => atOnce(movementIn(samples));

/** The same as work that yields. */
export function* movementIn(samples: readonly Sample[]): Generator<void, Movement[]> {
  const told = samples.map((): Movement => "unknown");
  for (const source of ["iot", "app"] as const) yield* tellOf(samples, source, told);
  return yield* strikeCarried(samples, told);
}

interface Been {
  readonly timeMs: number;
  readonly place: Place;
}

function* tellOf(samples: readonly Sample[], source: Source, told: Movement[]): Generator<void, void> {
  const before: Been[] = [];
  const bounds = new SlidingBounds();
  let oldest = 0;
  for (const [at, { timeMs, source: own, speedKmh, place }] of samples.entries()) {
    if (at % SAMPLES_PER_STEP === 0) yield;
    if (own !== source) continue;
    if (speedKmh !== null) told[at] = speedKmh >= MOVES_FROM_KMH ? "moves" : "stands";
    else if (place !== null) {
      bounds.letGoBefore(timeMs - APART_MS);
      while ((before[oldest]?.timeMs ?? timeMs) < timeMs - APART_MS) oldest++;
      // Mostly all of them are near, or the last one is far: few are looked at one by one.
      const mayBeFar = bounds.corners.some((corner) => metres(corner, place) >= MOVES_FROM_M);
      if (oldest < before.length) told[at] = mayBeFar && isFar(before, oldest, place) ? "moves" : "stands";
    }
    if (place !== null) {
      before.push({ timeMs, place });
      bounds.add(timeMs, place);
    }
  }
}

function isFar(before: readonly Been[], from: number, place: Place): boolean {
  for (let at = before.length - 1; at >= from; at--) {
    const been = before[at];
    if (been && metres(been.place, place) >= MOVES_FROM_M) return true;
  }
  return false;
}

const metres = (a: Place, b: Place): number => metresBetween(a.lat, a.lon, b.lat, b.lon);

function* strikeCarried(samples: readonly Sample[], told: readonly Movement[]): Generator<void, Movement[]> {
  const standsBefore = moduleStands(samples, told);
  yield;
  const standsAfter = moduleStands([...samples].reverse(), [...told].reverse()).reverse();
  yield;
  return told.map((movement, at) =>
    movement === "moves" && samples[at]?.source === "app" && standsBefore[at] && standsAfter[at]
      ? "stands"
      : movement,
  );
}

/** For each sample, whether the module's nearest word on this side of it, at most five minutes away, is that it stands. */
function moduleStands(samples: readonly Sample[], told: readonly Movement[]): boolean[] {
  let word: { readonly atMs: number; readonly stands: boolean } | null = null;
  return samples.map(({ timeMs, source }, at) => {
    const said = told[at];
    if (source === "iot" && said !== undefined && said !== "unknown")
      word = { atMs: timeMs, stands: said === "stands" };
    return word?.stands === true && Math.abs(timeMs - word.atMs) <= APART_MS;
  });
}
