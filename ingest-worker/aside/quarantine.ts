import { BulkFault, type BulkItem, sendBulk } from "@/lib/es/bulk";
import type { Elasticsearch } from "@/lib/es/client";
import type { StoreGate } from "../store-gate";
import { DONE, type StoreStep, worse } from "../store-step";
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
    for (const part of partsOf(entries)) refused.push(...(await this.storePart(part)));
    return refused;
  }

  private async storePart(part: readonly QuarantineEntry[]): Promise<RefusedEntry[]> {
    const refused: RefusedEntry[] = [];
    let open = part;
    let tooLarge = false;
    await this.gate.persist(`quarantine ${this.index}`, async () => {
      const answer = await sendBulk(this.es, this.index, bodyOf(open)).catch((fault: unknown) => {
        if (fault instanceof BulkFault && fault.kind === "too-large") return null;
        throw fault;
      });
      tooLarge = answer === null;
      if (answer === null || answer.allDone) return DONE;
      const held: QuarantineEntry[] = [];
      let step: StoreStep = DONE;
      for (const [at, entry] of open.entries()) {
        const item = answer.items[at];
        // A conflict is the same entry, there already: it keeps its decision.
        if (item?.kind === "done" || item?.kind === "conflict") continue;
        if (item?.kind === "permanent") refused.push({ entry, why: reasonOf(item) });
        else {
          held.push(entry);
          step = worse(step, item);
        }
      }
      open = held;
      return step;
    });
    if (!tooLarge) return refused;
    const [first] = open;
    if (open.length === 1 && first) return [...refused, { entry: first, why: "larger than the store takes" }];
    const half = Math.ceil(open.length / 2);
    return [
      ...refused,
      ...(await this.storePart(open.slice(0, half))),
      ...(await this.storePart(open.slice(half))),
    ];
  }
}

function partsOf(entries: readonly QuarantineEntry[]): QuarantineEntry[][] {
  const parts: QuarantineEntry[][] = [];
  let bytes = 0;
  for (const entry of entries) {
    const part = parts.at(-1);
    bytes += entry.json.length;
    if (part && part.length < MAX_ENTRIES && bytes <= MAX_BYTES) part.push(entry);
    else {
      parts.push([entry]);
      bytes = entry.json.length;
    }
  }
  return parts;
}

const bodyOf = (entries: readonly QuarantineEntry[]): Buffer =>
  Buffer.from(entries.map(({ id, json }) => `{"create":{"_id":"${id}"}}\n${json}\n`).join(""));

const reasonOf = (item: BulkItem): string => `${item.status} ${item.type}: ${item.reason}`;
