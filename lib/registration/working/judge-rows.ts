import { asTenant } from "@/lib/db/as-tenant";
import { identifiersOf } from "../checks/identifiers-in";
import type { CandidateRow } from "../checks/model";
import { normalValue } from "../checks/values/normal-value";
import { checkInTurns, readInTurns } from "./check-file";
import { bikeKey, isKnownBike, itemKeysOf, knownKey } from "./item-keys";
import { loadKnown, loadModels } from "./load-known";
import { type ListedRow, loadItemKeys, type TriedItem } from "./store-outcomes";
import type { ReadyRow } from "./store-rows";
import type { RowResult, Work } from "./work";

export interface JudgedRows {
  readonly ready: readonly ReadyRow[];
  readonly failed: readonly ListedRow[];
  /** Those that need no more work: failed, stored before, or stored by this very batch before it was cut off. */
  readonly results: readonly RowResult[];
  /** Bikes that were stored before as the rows tell them. */
  readonly unchanged: readonly TriedItem[];
}

/** Checks rows against what is stored now. @param cells of each row by its number. */
export async function judgeRows(
  { batch, tenants }: Work,
  rows: readonly CandidateRow[],
  cells: ReadonlyMap<number, readonly string[]>,
): Promise<JudgedRows> {
  const { oemId } = batch;
  const models = await asTenant(oemId, (transaction) => loadModels(transaction, oemId), tenants);
  const subjects = await readInTurns(rows, { models });
  const named = identifiersOf(subjects);
  const keys = rows.flatMap((row) => itemKeysOf(row));
  const { known, stored, itemKeys } = await asTenant(
    oemId,
    async (transaction) => {
      const loaded = await loadKnown(transaction, batch, models, named);
      const held = [...loaded.known.bikesByFrame.values()].map(({ bikeId }) => bikeKey(bikeId));
      return { ...loaded, itemKeys: await loadItemKeys(transaction, batch, [...keys, ...held]) };
    },
    tenants,
    // A bike that another file stores meanwhile is known with its components, or neither is.
    { whole: true },
  );
  const byNumber = new Map(rows.map((row) => [row.number, row]));
  const ready: ReadyRow[] = [];
  const failed: ListedRow[] = [];
  const results: RowResult[] = [];
  const unchanged: TriedItem[] = [];
  for (const outcome of await checkInTurns(subjects, known)) {
    const { kind, number: rowNumber } = outcome;
    const row = byNumber.get(rowNumber);
    if (!row) continue;
    const own = cells.get(rowNumber) ?? [];
    switch (kind) {
      case "unchanged": {
        const isOwn = stored.get(outcome.candidate.bikeId)?.batchId === batch.id;
        results.push({ rowNumber, outcome: isOwn ? "registered" : "unchanged", findings: [] });
        unchanged.push({ itemKey: knownKey(itemKeysOf(row), itemKeys), reasons: [], isKnown: true });
        break;
      }
      case "ready": {
        const { candidate, warnings } = outcome;
        const modelId = models.get(candidate.modelCode)?.id;
        if (modelId === undefined) throw new Error(`no model ${candidate.modelCode} of a row that passed`);
        ready.push({
          candidate,
          modelId,
          warnings,
          cells: own,
          itemKey: knownKey(itemKeysOf(row), itemKeys),
        });
        break;
      }
      case "failed": {
        const { findings } = outcome;
        const frame = normalValue("frame_number", row.values.frame_number?.text ?? "");
        const holder = known.bikesByFrame.get(frame)?.bikeId;
        const itemKey = knownKey(itemKeysOf(row, findings, holder), itemKeys);
        const isKnown = isKnownBike(findings, holder);
        failed.push({ rowNumber, outcome: "failed", itemKey, cells: own, findings, isKnown });
        results.push({ rowNumber, outcome: "failed", findings });
        break;
      }
      default:
        outcome satisfies never;
    }
  }
  return { ready, failed, results, unchanged };
}
