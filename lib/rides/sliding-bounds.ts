import type { Place } from "./sample";

interface Valued {
  readonly timeMs: number;
  readonly value: number;
}

/** The greatest of what was added and not let go yet, at a constant cost for each (monotonic queue). */
class Greatest {
  private queue: Valued[] = [];
  private head = 0;

  get value(): number {
    return this.queue[this.head]?.value ?? Number.NEGATIVE_INFINITY;
  }

  add(timeMs: number, value: number): void {
    while (this.queue.length > this.head && (this.queue.at(-1)?.value ?? 0) <= value) this.queue.pop();
    this.queue.push({ timeMs, value });
  }

  letGoBefore(timeMs: number): void {
    while ((this.queue[this.head]?.timeMs ?? timeMs) < timeMs) this.head++;
    if (this.head < 1_000) return;
    this.queue = this.queue.slice(this.head);
    this.head = 0;
  }
}

/** Bounds of the places of a while. */
export class SlidingBounds {
  private readonly north = new Greatest();
  private readonly south = new Greatest();
  private readonly east = new Greatest();
  private readonly west = new Greatest();

  add(timeMs: number, { lat, lon }: Place): void {
    this.north.add(timeMs, lat);
    this.south.add(timeMs, -lat);
    this.east.add(timeMs, lon);
    this.west.add(timeMs, -lon);
  }

  letGoBefore(timeMs: number): void {
    for (const side of [this.north, this.south, this.east, this.west]) side.letGoBefore(timeMs);
  }

  /** Corners of the bounds; of no place, none. */
  get corners(): readonly Place[] {
    const [north, south, east, west] = [
      this.north.value,
      -this.south.value,
      this.east.value,
      -this.west.value,
    ];
    if (north < south) return [];
    return [north, south].flatMap((lat) => [east, west].map((lon) => ({ lat, lon })));
  }
}
