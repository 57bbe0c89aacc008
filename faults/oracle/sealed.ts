import { joinReadings } from "@/lib/domain/join";
import type { Names } from "@/lib/domain/names";
import type { StoredReading } from "@/lib/domain/stored-reading";
import type { Elasticsearch } from "@/lib/es/client";
import { listGenerations } from "@/lib/es/list-generations";
import type { QuarantineEntry } from "./quarantine-entries";
import type { Stored } from "./stored";

/** What waits because it would change a sealed copy, and which copies those are. */
export class SealedCopies {
  private readonly waiting = new Map<string, StoredReading[]>();

  constructor(
    private readonly sealed: ReadonlySet<string>,
    entries: readonly Pick<QuarantineEntry, "identity" | "reason" | "reading">[],
  ) {
    for (const { identity, reason, reading } of entries)
      if (reason === "sealed-collision" && reading)
        this.waiting.set(identity, [...(this.waiting.get(identity) ?? []), reading]);
  }

  static async of(
    es: Elasticsearch,
    names: Names,
    entries: readonly QuarantineEntry[],
  ): Promise<SealedCopies> {
    const generations = [...(await listGenerations(es, names.windowPrefix)).values()].flat();
    const sealed = generations.filter(({ sealedAt }) => sealedAt !== null).map(({ index }) => index);
    return new SealedCopies(new Set(sealed), entries);
  }

  /** A stored copy joined with all that waits for it; where it is not sealed, nothing may wait. */
  joined({ index, identity, reading }: Stored): StoredReading {
    if (!this.sealed.has(index)) return reading;
    const waiting = this.waiting.get(identity) ?? [];
    return waiting.reduce((joined, one) => joinReadings(joined, one).reading, reading);
  }

  /** What waits for a copy that is not sealed, or that it would not change; in words. */
  faults(stored: ReadonlyMap<string, Stored>): string[] {
    return [...this.waiting].flatMap(([identity, readings]) => {
      const copy = stored.get(identity);
      if (!copy || !this.sealed.has(copy.index))
        return [`${identity} waits for a sealed copy, which is in ${copy?.index ?? "no window"}`];
      const idle = readings.filter((one) => !joinReadings(copy.reading, one).differsFromA);
      return idle.map(() => `${identity} waits and would change nothing of its sealed copy`);
    });
  }
}
