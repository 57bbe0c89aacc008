import { AgeHistogram } from "./age-histogram";
import { ALL, NOBODY } from "./cell-forest";

/** Of a state that was published just now. */
export interface Arrival {
  /** Readings behind it. */
  readonly readings: number;
  /** When the newest of them reached the edge, ms since epoch. */
  readonly receivedAtMs: number;
}

/** What came in a stretch of time. */
export interface Pulse {
  readonly readingsPerSecond: number;
  /** Median time from the edge to the sending to viewers, ms; null where nothing came. */
  readonly ageMs: number | null;
}

class Sum {
  readings = 0;
  readonly ages = new AgeHistogram();
}

/** How much comes in for each group and how old it is when it leaves for the viewers. */
export class Arrivals {
  private unsent: { group: number; readings: number; receivedAtMs: number }[] = [];
  private running = new Map<number, Sum>();
  private closed = new Map<number, Sum>();
  private turnedAtMs = Number.NEGATIVE_INFINITY;
  private stretchMs = Number.POSITIVE_INFINITY;

  add(group: number, { readings, receivedAtMs }: Arrival): void {
    if (group !== NOBODY) this.unsent.push({ group, readings, receivedAtMs });
  }

  /** What was added leaves for the viewers now. */
  send(nowMs: number): void {
    for (const { group, readings, receivedAtMs } of this.unsent)
      for (const at of [group, ALL]) {
        const sum = this.running.get(at) ?? new Sum();
        this.running.set(at, sum);
        sum.readings += readings;
        sum.ages.add(Math.max(0, nowMs - receivedAtMs));
      }
    this.unsent = [];
  }

  /** Closes the stretch that `of` tells of. */
  turn(nowMs: number): void {
    this.stretchMs = Math.max(1, nowMs - this.turnedAtMs);
    this.turnedAtMs = nowMs;
    this.closed = this.running;
    this.running = new Map();
  }

  /** Leaves out what was added and sent so far. */
  forget(): void {
    this.unsent = [];
    this.running = new Map();
    this.closed = new Map();
  }

  of(groups: readonly number[]): Pulse {
    let readings = 0;
    const ages = new AgeHistogram();
    for (const group of groups) {
      const sum = this.closed.get(group);
      if (!sum) continue;
      readings += sum.readings;
      ages.addAll(sum.ages);
    }
    return { readingsPerSecond: Math.round((1_000 * readings) / this.stretchMs), ageMs: ages.median() };
  }
}
