import { joinReadings } from "@/lib/domain/join";
import { fromDocument, type StoredReading } from "@/lib/domain/stored-reading";
import type { Elasticsearch } from "@/lib/es/client";
import { findByIdentity, type Identity, identityText, partsBySeries } from "@/lib/es/find-by-identity";
import type { Aside } from "../aside/aside";
import type { Quarantine } from "../aside/quarantine";
import type { Origin } from "../lane/ticket";
import { idsOfBatch } from "../log/ids-of-batch";
import { persistInParts } from "../persist-in-parts";
import { DONE } from "../store-step";
import type { SeriesBatch } from "./batch";
import type { Resolved } from "./fold";
import { keysOfRows, originOfRow } from "./origin-of-row";
import type { Placing } from "./row-joiner";
import type { WindowKeeper } from "./window-keeper";

interface Row extends Identity {
  readonly row: number;
  readonly origin: Origin;
}
/** A row whose identity is in a sealed generation. */
interface Met extends Row {
  readonly stored: StoredReading;
  readonly incoming: StoredReading;
}

/** Looks rows up in the sealed generations of their window before they may go to a later one. */
export class SealedRows {
  /** @param onSettled is told of each row that a sealed generation holds when what is kept of it is durable. */
  constructor(
    private readonly es: Elasticsearch,
    private readonly windows: WindowKeeper,
    private readonly aside: Pick<Aside, "collisions" | "sealedCollisions">,
    private readonly quarantine: Pick<Quarantine, "sealedCollisions">,
    private readonly onSettled: (batch: SeriesBatch, resolved: Resolved) => void,
  ) {}

  /** Returns the rows that no sealed generation holds, in their order. */
  async settle(placing: Placing, rows: readonly number[]): Promise<readonly number[]> {
    if (placing.generation.number === 1) return rows;
    const { batch } = placing;
    const sought = rows.map((row): Row => {
      const origin = originOfRow(batch, row);
      return { row, origin, bikeId: origin.bikeId, source: origin.source, timeMs: batch.times[row] ?? 0 };
    });
    const { sealed, tooLarge } = await this.find(placing, sought);
    for (const { row } of tooLarge)
      placing.refusals.add(row, "too-large", "the question for it is larger than the store takes");
    const newcomers: number[] = [];
    const met: Met[] = [];
    for (const one of sought) {
      const stored = sealed.get(identityText(one));
      if (stored) met.push({ ...one, stored, incoming: fromDocument(batch.document(one.row)) });
      else if (!tooLarge.includes(one)) newcomers.push(one.row);
    }
    if (met.length > 0) await this.compare(batch, met);
    return newcomers;
  }

  private async find({ batch, generation }: Placing, sought: readonly Row[]) {
    const sealed = new Map<string, StoredReading>();
    const tooLarge: Row[] = [];
    for (const part of partsBySeries(sought)) {
      const alone = await persistInParts(
        part,
        (attempt) =>
          this.windows.persist(generation, "look before", keysOfRows(batch), attempt, () =>
            idsOfBatch(batch),
          ),
        async (open) => {
          const index = (await this.windows.earlierThan(generation)).join();
          const documents = index
            ? await findByIdentity(this.es, { index, timeField: "@timestamp" }, open)
            : [];
          for (const document of documents) {
            const reading = fromDocument(document);
            const [bikeId, source] = [String(document.bike_id), String(document.source)];
            sealed.set(identityText({ bikeId, source, timeMs: reading.timeMs }), reading);
          }
          return { step: DONE, open: [] };
        },
      );
      tooLarge.push(...alone);
    }
    return { sealed, tooLarge };
  }

  private async compare(batch: SeriesBatch, met: readonly Met[]): Promise<void> {
    const changing: Met[] = [];
    const unchanged: Resolved[] = [];
    const lost: { origin: Origin; reading: StoredReading }[] = [];
    for (const one of met) {
      const { row, origin, stored, incoming } = one;
      const joined = joinReadings(stored, incoming);
      if (joined.differsFromA) changing.push(one);
      else {
        const outcome = joined.lost.length > 0 ? "collided" : "duplicate";
        unchanged.push({ row, outcome, reading: joined.reading });
        for (const reading of joined.lost) lost.push({ origin, reading });
      }
    }
    if (lost.length > 0) await this.aside.collisions(lost);
    for (const resolved of unchanged) this.onSettled(batch, resolved);
    if (changing.length > 0) await this.keepWaiting(batch, changing);
  }

  /** Bikes' states follow from what all readings of an identity say together, whether they lie in one place or wait. */
  private async keepWaiting(batch: SeriesBatch, changing: readonly Met[]): Promise<void> {
    await this.aside.sealedCollisions(
      changing.map(({ origin, incoming }) => ({ origin, reading: incoming })),
    );
    // Only when all of these are durable: whoever comes last sees what the others brought.
    const waiting = await this.quarantine.sealedCollisions(changing);
    const beside = new Map(
      [...waiting].map(([identity, readings]) => [identity, readings.reduce(joined)] as const),
    );
    for (const one of changing) {
      const own = joined(one.stored, one.incoming);
      const reading = joined(own, beside.get(identityText(one)) ?? own);
      this.onSettled(batch, { row: one.row, outcome: "quarantined", reading });
    }
  }
}

const joined = (a: StoredReading, b: StoredReading): StoredReading => joinReadings(a, b).reading;
