import { slotOf } from "@/lib/domain/fields";
import { joinReadings } from "@/lib/domain/join";
import type { Names } from "@/lib/domain/names";
import { fromDocument, type StoredReading } from "@/lib/domain/stored-reading";
import type { Elasticsearch } from "@/lib/es/client";
import { listGenerations } from "@/lib/es/list-generations";
import type { Stored } from "./stored";

const SPEED = slotOf("speed_kmh");
const ODOMETER = slotOf("odometer_m");

/** An entry of the quarantine, as far as sealed windows are concerned. */
interface Entry {
  readonly identity: string;
  readonly reason: string;
  readonly value: Readonly<Record<string, unknown>> | undefined;
}

/** What waits because it would change a sealed copy, and which copies those are. */
export class SealedCopies {
  private readonly waiting = new Map<string, StoredReading[]>();

  constructor(
    private readonly sealed: ReadonlySet<string>,
    entries: readonly Entry[],
  ) {
    for (const { identity, reason, value } of entries)
      if (reason === "sealed-collision")
        this.waiting.set(identity, [...(this.waiting.get(identity) ?? []), fromDocument(value ?? {})]);
  }

  static async of(es: Elasticsearch, names: Names, entries: readonly Entry[]): Promise<SealedCopies> {
    const generations = [...(await listGenerations(es, names.windowPrefix)).values()].flat();
    const sealed = generations.filter(({ sealedAt }) => sealedAt !== null).map(({ index }) => index);
    return new SealedCopies(new Set(sealed), entries);
  }

  /** A stored copy joined with all that waits for it; where it is not sealed, nothing may wait. */
  joined(stored: Stored): Stored {
    if (!this.sealed.has(stored.index)) return stored;
    const values: number[] = [];
    values[SPEED] = stored.speedCkmh;
    values[ODOMETER] = stored.odometerM;
    const all = (this.waiting.get(stored.identity) ?? []).reduce<StoredReading>(
      (joined, one) => joinReadings(joined, one).reading,
      { timeMs: 0, values },
    );
    return { ...stored, speedCkmh: Number(all.values[SPEED]), odometerM: Number(all.values[ODOMETER]) };
  }

  /** What waits for a copy that is not sealed, or that it would not change; in words. */
  faults(stored: ReadonlyMap<string, Stored>): string[] {
    return [...this.waiting].flatMap(([identity, readings]) => {
      const copy = stored.get(identity);
      if (!copy || !this.sealed.has(copy.index))
        return [`${identity} waits for a sealed copy, which is in ${copy?.index ?? "no window"}`];
      const idle = readings.filter(
        ({ values }) => Number(values[SPEED]) <= copy.speedCkmh && Number(values[ODOMETER]) <= copy.odometerM,
      );
      return idle.map(() => `${identity} waits and would change nothing of its sealed copy`);
    });
  }
}
