import { AppError } from "@/lib/errors";

/** Readings closer than this belong to one stretch; rides part where nothing moves for as long. */
const TOGETHER_MS = 5 * 60_000;
/** Of one upload: a phone's season of rides has some hundred. */
export const MAX_STRETCHES = 5_000;

/** When a rider's phone was with a bike, from its first reading to its last; ms since epoch. */
export interface Stretch {
  readonly bikeId: string;
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * Stretches of the readings that were added, whatever their order and however they are cut into packets and uploads: those
 * at most 5 min apart are in one.
 */
export class Ridden {
  #stretches: { bikeId: string; fromMs: number; toMs: number }[] = [];
  #joined = 0;

  get length(): number {
    return this.#stretches.length;
  }

  /** @throws AppError `too-large` for more than 5,000 stretches in an upload. */
  add(bikeId: string, atMs: number): void {
    this.addStretch({ bikeId, fromMs: atMs, toMs: atMs });
  }

  /** @throws AppError `too-large` for more than 5,000 stretches in an upload. */
  addStretch({ bikeId, fromMs, toMs }: Stretch): void {
    const last = this.#stretches.at(-1);
    if (last?.bikeId === bikeId && toMs >= last.fromMs - TOGETHER_MS && fromMs <= last.toMs + TOGETHER_MS) {
      last.fromMs = Math.min(last.fromMs, fromMs);
      last.toMs = Math.max(last.toMs, toMs);
      return;
    }
    this.#stretches.push({ bikeId, fromMs, toMs });
    if (this.#stretches.length - this.#joined > MAX_STRETCHES) this.stretches();
  }

  /** What was ridden, by bike and time. @throws AppError `too-large`. */
  stretches(): readonly Stretch[] {
    this.#stretches = joined(this.#stretches);
    this.#joined = this.#stretches.length;
    if (this.#joined > MAX_STRETCHES)
      throw new AppError(
        "too-large",
        `body: expected at most ${MAX_STRETCHES} stretches of readings, each 5 min apart, in a signed upload; got more`,
      );
    return this.#stretches;
  }
}

function joined(stretches: readonly Stretch[]): { bikeId: string; fromMs: number; toMs: number }[] {
  const found: { bikeId: string; fromMs: number; toMs: number }[] = [];
  for (const next of stretches.toSorted(inOrder)) {
    const last = found.at(-1);
    if (last?.bikeId === next.bikeId && next.fromMs <= last.toMs + TOGETHER_MS)
      last.toMs = Math.max(last.toMs, next.toMs);
    else found.push({ ...next });
  }
  return found;
}

const inOrder = (a: Stretch, b: Stretch): number => {
  if (a.bikeId !== b.bikeId) return a.bikeId < b.bikeId ? -1 : 1;
  return a.fromMs - b.fromMs;
};
