import { type ChangedDay, markDays, noteDays } from "@/lib/consent/projection/figure-days";
import { stillHolds } from "@/lib/consent/projection/hold-bikes";
import { type DueCheck, keepCheck, takeCheck } from "@/lib/consent/purge/checks-due";
import { beginPurge, type DuePurge, endPurge, noteFound } from "@/lib/consent/purge/purges-due";
import type { Database } from "@/lib/db/client";
import { BulkFault } from "@/lib/es/bulk";
import type { ConsentedStore, RidersDocument } from "./consented-store";

/** Removes consented rides of riders who withdrew, with the keys of their pseudonyms, and looks whether they are gone. */
export class Purger {
  constructor(
    /** Of the login `slipstream_projection`. */
    private readonly db: Database,
    private readonly store: ConsentedStore,
    private readonly wrapping: Uint8Array,
    private readonly now: () => number,
  ) {}

  /** @throws BulkFault and faults of the database; to be called again then. */
  async purge(due: DuePurge): Promise<void> {
    const begunAtMs = this.now();
    await this.db.transaction(async (held) => {
      const begun = await beginPurge(held, due, this.wrapping);
      if (begun === null) return;
      const pseudonyms = begun.grants.map(({ pseudonym }) => pseudonym);
      const found = await this.remove(held, due.riderId, pseudonyms, (now) =>
        noteFound(this.db, due.position, now),
      );
      const stream = { stream: this.store.index, before: Math.max(begun.found, found), after: 0 };
      await endPurge(held, due, begun.grants, [stream], begunAtMs);
      await markDays(held, [subjectOf(due.riderId)]);
    });
  }

  /** Makes a check that is due, and removes what it finds. @returns null where none is. */
  async check(): Promise<DueCheck | null> {
    return this.db.transaction(async (held) => {
      const due = await takeCheck(held);
      if (due === null) return null;
      const found = await this.remove(held, due.riderId, due.pseudonyms);
      await keepCheck(held, due, this.store.index, found);
      await markDays(held, [subjectOf(due.riderId)]);
      return due;
    });
  }

  /** @returns how many documents there were; there are none then. */
  private async remove(
    held: Database,
    riderId: string,
    pseudonyms: readonly string[],
    onFound: (found: number) => Promise<void> = () => Promise.resolve(),
  ): Promise<number> {
    if (pseudonyms.length === 0) return 0;
    await this.store.refresh();
    const found = await this.store.count(pseudonyms);
    if (found > 0) await onFound(found);
    let removed = 0;
    for (;;) {
      const some = await this.store.someOfRiders(pseudonyms);
      if (some.length === 0) break;
      removed += some.length;
      if (removed > found) throw this.cameMeanwhile(removed - found);
      await this.removeSome(held, riderId, some);
    }
    const left = await this.store.count(pseudonyms);
    if (left > 0) throw this.cameMeanwhile(left);
    return found;
  }

  private async removeSome(held: Database, riderId: string, documents: readonly RidersDocument[]) {
    const days = new Map<string, ChangedDay>();
    for (const { purpose, day } of documents)
      days.set(`${purpose} ${day}`, { subject: subjectOf(riderId), purpose, day, causes: ["withdrawal"] });
    await noteDays(this.db, [...days.values()]);
    await stillHolds(held);
    await this.store.remove(documents.map(({ id }) => id));
    await this.store.refresh();
  }

  private cameMeanwhile(documents: number): BulkFault {
    const what = `${this.store.index}: ${documents} documents came while they were removed`;
    return new BulkFault("retriable", 0, what);
  }
}

const subjectOf = (riderId: string): string => `rider:${riderId}`;
