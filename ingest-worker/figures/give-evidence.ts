import type { Block } from "@/lib/analytics/blocks";
import { definitionOf } from "@/lib/analytics/definitions";
import { TABLES } from "@/lib/analytics/tables";
import type { Database } from "@/lib/db/client";
import { type EvidenceRequest, endEvidenceRequest, openEvidenceRequests } from "@/lib/db/evidence-requests";
import { keepDocuments } from "@/lib/db/figure-documents";
import { type Evidence, LEAST_RIDERS } from "@/lib/domain/figures";
import type { FigureMaker, MadeBlock } from "./figure-maker";

const REQUESTS_AT_ONCE = 20;

/** Computes again what somebody wants evidence of, and says whether it is what was published. */
export async function giveEvidence(db: Database, maker: FigureMaker, now: () => number): Promise<number> {
  const requests = await openEvidenceRequests(db, REQUESTS_AT_ONCE);
  for (const request of requests) {
    const evidence = await evidenceOf(maker, request, now);
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
  maker: FigureMaker,
  { definition: id, grain, block, askedAtMs }: EvidenceRequest,
  now: () => number,
): Promise<Evidence | null> {
  const definition = definitionOf(id);
  const table = TABLES.find(({ name }) => name === definition?.table);
  if (!definition || !table) return null;
  const made = await computeAgain(maker, { grain, block }, table);
  if (!made) return null;
  const because = reasonsOf(made);
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

async function computeAgain(maker: FigureMaker, block: Block, table: (typeof TABLES)[number]) {
  if (block.grain !== "day") return maker.longer(table, block, []);
  return (await maker.day(table.purpose, block.block, [])).get(table.name) ?? null;
}

function reasonsOf({ isRestated, isWaiting, revision }: MadeBlock): string[] {
  const restated = isRestated
    ? [`Rides changed meanwhile: it was just published anew, as revision ${revision}.`]
    : [];
  const waiting = isWaiting
    ? [
        `Rides of fewer than ${LEAST_RIDERS} riders changed since it was published: they came late, or count no more. They are told when there are more of them.`,
      ]
    : [];
  return [...restated, ...waiting];
}
