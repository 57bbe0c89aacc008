import type { Block } from "@/lib/analytics/blocks";
import { definitionOf } from "@/lib/analytics/definitions";
import { TABLES } from "@/lib/analytics/tables";
import type { Database } from "@/lib/db/client";
import { type EvidenceRequest, endEvidenceRequest, openEvidenceRequests } from "@/lib/db/evidence-requests";
import { findBlock } from "@/lib/db/figure-blocks";
import { keepDocuments } from "@/lib/db/figure-documents";
import type { Evidence } from "@/lib/domain/figures";
import type { FigureMaker, MadeBlock } from "./figure-maker";

const REQUESTS_AT_ONCE = 20;

/** Computes again what somebody wants evidence of, and says whether it is what was published. */
export async function giveEvidence(db: Database, maker: FigureMaker, now: () => number): Promise<number> {
  const requests = await openEvidenceRequests(db, REQUESTS_AT_ONCE);
  for (const request of requests) {
    const evidence = await evidenceOf(db, maker, request, now);
    if (evidence) {
      const id = ["evidence", evidence.definition, evidence.grain, evidence.block, evidence.asked_at].join(
        "|",
      );
      await keepDocuments(db, [{ id, document: evidence }]);
    }
    await endEvidenceRequest(db, request.id);
  }
  return requests.length;
}

async function evidenceOf(
  db: Database,
  maker: FigureMaker,
  { definition: id, grain, block, askedAtMs }: EvidenceRequest,
  now: () => number,
): Promise<Evidence | null> {
  const definition = definitionOf(id);
  const table = TABLES.find(({ name }) => name === definition?.table);
  if (!definition || !table) return null;
  const refusal = await refusalOf(db, table, { grain, block });
  const made = refusal === null ? await computeAgain(maker, { grain, block }, table) : NOT_MADE;
  if (!made) return null;
  const because = refusal === null ? reasonsOf(made) : [refusal];
  return {
    kind: "evidence",
    ...{ definition: id, purpose: definition.purpose, grain, block },
    revision: made.revision,
    asked_at: askedAtMs,
    computed_at: now(),
    position: made.position,
    same: because.length === 0,
    because,
  };
}

const NOT_MADE: MadeBlock = { revision: 0, isRestated: false, isWaiting: false, position: 0 };

/** Why a block is not computed again now; null where it is. What is asked for never decides what is published. */
async function refusalOf(
  db: Database,
  { name }: (typeof TABLES)[number],
  block: Block,
): Promise<string | null> {
  const found = await findBlock(db, { table: name, ...block });
  if (!found) return "Nothing of it was ever computed.";
  const isOpen = block.grain !== "day" && !found.isClosed;
  return isOpen ? "Days of it are still being computed. Ask again when that is over." : null;
}

async function computeAgain(
  maker: FigureMaker,
  block: Block,
  table: (typeof TABLES)[number],
): Promise<MadeBlock | null> {
  const { purpose, name } = table;
  if (block.grain !== "day") return (await maker.longer(purpose, block, [table])).get(name) ?? null;
  const days = await maker.days(purpose, new Map([[block.block, []]]));
  return days.get(block.block)?.get(name) ?? null;
}

const reasonsOf = ({ isRestated, revision }: MadeBlock): string[] =>
  isRestated ? [`Rides changed meanwhile: it was just published anew, as revision ${revision}.`] : [];
