import { z } from "zod";
import { fromDocument, type StoredReading } from "@/lib/domain/stored-reading";
import { type BulkItem, sendBulk } from "@/lib/es/bulk";
import type { Elasticsearch } from "@/lib/es/client";
import { findByIdentity, type Identity, identityText, partsBySeries } from "@/lib/es/find-by-identity";
import { refreshIndex } from "@/lib/es/refresh-index";
import { type Erased, isErased, keysOf } from "../erasure/erased";
import type { AsideLines } from "../log/aside-lines";
import { partsOf } from "../parts-of";
import { type Attempted, persistInParts } from "../persist-in-parts";
import type { StoreGate } from "../store-gate";
import { AGAIN, DONE, worse } from "../store-step";
import type { QuarantineEntry } from "./quarantine-entry";

/** An entry that the store will never take. */
export interface RefusedEntry {
  readonly entry: QuarantineEntry;
  readonly why: string;
}

const SealedCollision = z.object({
  bike_id: z.string(),
  source: z.string(),
  event_at: z.number(),
  reading: z.object({ value: z.record(z.string(), z.unknown()) }),
});

const MAX_ENTRIES = 1_000;
const MAX_BYTES = 1_000_000;

/** The quarantine index: readings that wait for their time or for a decision, each once. */
export class Quarantine {
  constructor(
    private readonly es: Elasticsearch,
    private readonly index: string,
    private readonly gate: StoreGate,
    private readonly lines: Pick<AsideLines, "quarantined">,
    private readonly erased: Erased,
  ) {}

  /** Resolves when every entry is durable but those that are returned. */
  async store(entries: readonly QuarantineEntry[]): Promise<RefusedEntry[]> {
    const refused: RefusedEntry[] = [];
    for (const part of partsOf(entries, ({ json }) => Buffer.byteLength(json), MAX_BYTES, MAX_ENTRIES)) {
      const tooLarge = await persistInParts(
        part,
        (attempt) =>
          this.gate.persist(`quarantine ${this.index}`, attempt, undefined, () =>
            this.erased.fresh(keysOfEntries(part)),
          ),
        (open) => this.attempt(open, refused),
      );
      for (const entry of tooLarge) refused.push({ entry, why: "larger than the store takes" });
    }
    const out = new Set(refused.map(({ entry }) => entry));
    this.lines.quarantined(entries.filter((entry) => !out.has(entry)));
    return refused;
  }

  /** Readings of these identities that would change what is sealed, by `identityText`; whatever was stored before is among them. */
  async sealedCollisions(sought: readonly Identity[]): Promise<Map<string, StoredReading[]>> {
    const found = new Map<string, StoredReading[]>();
    const place = {
      index: this.index,
      timeField: "event_at",
      filters: [{ term: { reason: "sealed-collision" } }],
    };
    const identities = new Map(sought.map((one) => [identityText(one), one]));
    for (const part of partsBySeries([...identities.values()]))
      await persistInParts(
        part,
        (attempt) => this.gate.persist(`quarantine ${this.index}`, attempt),
        async (open) => {
          await refreshIndex(this.es, this.index);
          for (const document of await findByIdentity(this.es, place, open)) {
            const { bike_id: bikeId, source, event_at: timeMs, reading } = SealedCollision.parse(document);
            const identity = identityText({ bikeId, source, timeMs });
            const before = found.get(identity);
            if (before) before.push(fromDocument(reading.value));
            else found.set(identity, [fromDocument(reading.value)]);
          }
          return { step: DONE, open: [] };
        },
      );
    return found;
  }

  private async attempt(
    given: readonly QuarantineEntry[],
    refused: RefusedEntry[],
  ): Promise<Attempted<QuarantineEntry>> {
    if (!this.erased.isFresh(keysOfEntries(given))) return { step: AGAIN, open: given };
    // A tombstone may have come while they waited.
    const entries = given.filter(
      ({ origin, knownAtMs }) => !isErased(this.erased, origin, origin.source, knownAtMs),
    );
    if (entries.length === 0) return { step: DONE, open: [] };
    const answer = await sendBulk(this.es, this.index, bodyOf(entries));
    const open: QuarantineEntry[] = [];
    let step = DONE;
    if (answer.allDone) return { step, open };
    for (const [at, entry] of entries.entries()) {
      const item = answer.items[at];
      // A conflict is the same entry, there already: it keeps its decision.
      if (item?.kind === "done" || item?.kind === "conflict") continue;
      if (item?.kind === "permanent") refused.push({ entry, why: reasonOf(item) });
      else {
        open.push(entry);
        step = worse(step, item);
      }
    }
    return { step, open };
  }
}

const keysOfEntries = (entries: readonly QuarantineEntry[]) => () =>
  entries.flatMap(({ origin }) => keysOf(origin));

const bodyOf = (entries: readonly QuarantineEntry[]): Buffer =>
  Buffer.from(entries.map(({ id, json }) => `{"create":{"_id":"${id}"}}\n${json}\n`).join(""));

const reasonOf = (item: BulkItem): string => `${item.status} ${item.type}: ${item.reason}`;
