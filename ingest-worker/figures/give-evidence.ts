import { performance } from "node:perf_hooks";
import type { Block } from "@/lib/analytics/blocks";
import { type Cells, withoutRiders } from "@/lib/analytics/cells-of";
import type { Definition } from "@/lib/analytics/definition";
import { definitionOf } from "@/lib/analytics/definitions";
import { TABLES, type Table } from "@/lib/analytics/tables";
import { excludesNoMore } from "@/lib/consent/grant/consent-grant";
import { type EvidenceRequest, endEvidenceRequest, openEvidenceRequests } from "@/lib/db/evidence-requests";
import { asking } from "@/lib/db/faults";
import { readAtoms } from "@/lib/db/figure-atoms";
import { lockBlock } from "@/lib/db/figure-blocks";
import { keepDocuments } from "@/lib/db/figure-documents";
import { type Evidence, FigureBlock } from "@/lib/domain/figures";
import { readByIds } from "@/lib/es/read-by-id";
import { atomsOf } from "./atoms-of";
import { cellsAnew } from "./cells-anew";
import type { FigureSurroundings } from "./figure-surroundings";
import { whyNotTheSame } from "./why-not-the-same";

const REQUESTS_AT_ONCE = 20;
/** What is marked or due is computed between; a quarter alone may take longer. */
const AT_ONCE_MS = 10_000;

export interface EvidenceSurroundings extends FigureSurroundings {
  /** The index that reports read. */
  readonly figures: string;
  /** Of what is not as it was published, or comes to something else. */
  readonly onOther: (evidence: Evidence) => void;
}

/**
 * Computes again what somebody wants evidence of, publishes nothing, and says whether what reports show is what was published
 * and what its rides come to. @returns how many were answered.
 */
export async function giveEvidence(around: EvidenceSurroundings): Promise<number> {
  const { db, onOther } = around;
  const begunMs = performance.now();
  let given = 0;
  for (const request of await openEvidenceRequests(db, REQUESTS_AT_ONCE)) {
    if (performance.now() - begunMs > AT_ONCE_MS) break;
    const evidence = await evidenceOf(around, request);
    if (evidence === "overtaken") continue;
    if (evidence) {
      const { definition, grain, block, asked_at } = evidence;
      const id = ["evidence", definition, grain, block, asked_at].join("|");
      await keepDocuments(db, [{ id, document: evidence }]);
      if (!evidence.same) onOther(evidence);
    }
    await endEvidenceRequest(db, request.id);
    given++;
  }
  return given;
}

/** Null of a definition that there is no more; `overtaken` where somebody withdrew meanwhile: it is asked for still. */
async function evidenceOf(
  around: EvidenceSurroundings,
  { definition: id, grain, block, askedAtMs }: EvidenceRequest,
): Promise<Evidence | "overtaken" | null> {
  const definition = definitionOf(id);
  const table = TABLES.find(({ name }) => name === definition?.table);
  if (!definition || !table) return null;
  const { grantFor, now } = around;
  const cells = await cellsAnew(around, await grantFor(table.purpose), table, { grain, block });
  // Who withdrew while rides were read is left out all the same.
  const grant = await grantFor(table.purpose);
  const left = withoutRiders(cells, grant.excluded);
  const { revision, because } = await judged(around, definition, table, { grain, block }, left);
  if (!excludesNoMore(await grantFor(table.purpose), grant)) return "overtaken";
  return {
    kind: "evidence",
    ...{ definition: id, purpose: definition.purpose, grain, block, revision },
    ...{ asked_at: askedAtMs, computed_at: now(), position: grant.position },
    ...{ same: because.length === 0, because },
  };
}

/**
 * With the block held, so that what is kept of it and what reports show are of one publication. @returns the revision that reports
 * show, which the evidence is of.
 */
const judged = (
  { db, es, figures, zone, digest }: EvidenceSurroundings,
  definition: Definition,
  table: Table,
  block: Block,
  cells: Cells,
): Promise<{ readonly revision: number; readonly because: string[] }> =>
  asking(() =>
    db.transaction(async (transaction) => {
      const place = { table: table.name, ...block };
      const row = await lockBlock(transaction, place);
      const [found] = await readByIds(es, figures, [
        ["block", definition.id, block.grain, block.block].join("|"),
      ]);
      const shown = found?.source ?? null;
      const revision = Shown.safeParse(shown).data?.revision ?? row?.revision ?? 0;
      if (!row || row.revision === 0)
        return { revision, because: ["It was never published by the lane of figures."] };
      const atoms = atomsOf(await readAtoms(transaction, place));
      const because = whyNotTheSame({
        ...{ definition, table, block, zone, digest, row, atoms, cells, shown },
      });
      return { revision, because };
    }),
  );

const Shown = FigureBlock.pick({ revision: true });
