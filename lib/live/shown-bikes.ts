import { type BikeColumns, encodeBikes } from "@/lib/domain/live-events";
import type { VisibleFleets } from "@/lib/fleet/visible-fleet";
import type { GridChanges } from "./changes";
import type { FleetGrid } from "./fleet-grid";
import type { BikesQuestion } from "./models";

interface ToldBikes {
  readonly bikes: BikeColumns;
  readonly gone: readonly number[];
}

/**
 * The bikes that one viewer has been told of. They have numbers of their own here, for those of the grid would tell how
 * many others there are.
 */
export class ShownBikes {
  private readonly numbers = new Map<number, number>();
  private nextNumber = 0;

  constructor(
    private readonly grid: FleetGrid,
    private readonly visible: VisibleFleets,
    private readonly question: BikesQuestion,
  ) {}

  /** All of them; null where there are more than the limit. */
  whole(nowMs: number, limit = this.question.limit): ToldBikes | null {
    const { bikes, more } = this.grid.bikesIn(this.visible, { ...this.question, limit });
    if (more) return null;
    this.numbers.clear();
    return { bikes: this.told(bikes, nowMs), gone: [] };
  }

  forget(): void {
    this.numbers.clear();
  }

  /** Those that are other or gone; null where they are more than the limit by now. */
  changed(changes: GridChanges, nowMs: number): ToldBikes | null {
    const inside: number[] = [];
    const gone: number[] = [];
    let fresh = 0;
    this.grid.changedBikes(this.visible, changes, this.question, (bike, isIn) => {
      const number = this.numbers.get(bike);
      if (isIn) {
        inside.push(bike);
        if (number === undefined) fresh++;
      } else if (number !== undefined) {
        gone.push(number);
        this.numbers.delete(bike);
      }
    });
    if (this.numbers.size + fresh > this.question.limit) {
      this.numbers.clear();
      return null;
    }
    return { bikes: this.told(inside, nowMs), gone };
  }

  private told(indices: readonly number[], nowMs: number): BikeColumns {
    // Mostly their order is that of the ids, which they are sorted by next.
    const shown = this.grid.shown(this.visible, Uint32Array.from(indices).sort());
    for (const bike of shown) {
      const known = this.numbers.get(bike.index);
      if (known === undefined) this.numbers.set(bike.index, this.nextNumber);
      else bike.id = "";
      bike.index = known ?? this.nextNumber++;
    }
    return encodeBikes(shown, nowMs);
  }
}
