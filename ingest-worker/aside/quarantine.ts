import { type BulkItem, sendBulk } from "@/lib/es/bulk";
import type { Elasticsearch } from "@/lib/es/client";
import { partsOf } from "../parts-of";
import { type Attempted, persistInParts } from "../persist-in-parts";
import type { StoreGate } from "../store-gate";
import { DONE, worse } from "../store-step";
import type { QuarantineEntry } from "./quarantine-entry";

/** An entry that the store will never take. */
export interface RefusedEntry {
  readonly entry: QuarantineEntry;
  readonly why: string;
}

const MAX_ENTRIES = 1_000;
const MAX_BYTES = 1_000_000;

/** The quarantine index: readings that wait for their time or for a decision, each once. */
export class Quarantine {
  constructor(
    private readonly es: Elasticsearch,
    private readonly index: string,
    private readonly gate: StoreGate,
  ) {}

  /** Resolves when every entry is durable but those that are returned. */
  async store(entries: readonly QuarantineEntry[]): Promise<RefusedEntry[]> {
    const refused: RefusedEntry[] = [];
    for (const part of partsOf(entries, ({ json }) => Buffer.byteLength(json), MAX_BYTES, MAX_ENTRIES)) {
      const tooLarge = await persistInParts(
        part,
        (attempt) => this.gate.persist(`quarantine ${this.index}`, attempt),
        (open) => this.attempt(open, refused),
      );
      for (const entry of tooLarge) refused.push({ entry, why: "larger than the store takes" });
    }
    return refused;
  }

  private async attempt(
    entries: readonly QuarantineEntry[],
    refused: RefusedEntry[],
  ): Promise<Attempted<QuarantineEntry>> {
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

const bodyOf = (entries: readonly QuarantineEntry[]): Buffer =>
  Buffer.from(entries.map(({ id, json }) => `{"create":{"_id":"${id}"}}\n${json}\n`).join(""));

const reasonOf = (item: BulkItem): string => `${item.status} ${item.type}: ${item.reason}`;
