import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { asAuthor, type MasterData, masterData } from "@/lib/audit/as-author";
import type { Author } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { CONTRADICTION_KINDS } from "./decide/contradictions";
import { requireSteward } from "./steward";
import { ContradictionDetails, NAMED_DETAILS } from "./store/open-contradiction";

export const REVIEW_STATES = ["open", "asked", "answered", "decided"] as const;

const ListContradictionsInput = z.object({
  state: z.enum(REVIEW_STATES).default("open"),
  kind: z.enum(CONTRADICTION_KINDS).optional(),
  oemId: z.uuid().optional(),
  /** Id of the last one of the page before. */
  after: z.number().int().optional(),
  limit: z.number().int().min(1).max(200).default(50),
});

const Row = z.object({
  id: z.coerce.number(),
  kind: z.enum(CONTRADICTION_KINDS),
  oem: z.string(),
  bike_ids: z.array(z.string()),
  details: ContradictionDetails,
  found_at: z.coerce.date(),
  asked_at: z.coerce.date().nullable(),
  answered_at: z.coerce.date().nullable(),
  decision: z.string().nullable(),
});
const Count = z.object({
  kind: z.enum(CONTRADICTION_KINDS),
  state: z.enum(REVIEW_STATES),
  count: z.coerce.number(),
});

export type ListedContradiction = ReturnType<typeof toListed>;
export interface ContradictionPage {
  readonly contradictions: readonly ListedContradiction[];
  /** Of all that the OEM filter leaves, whatever kind and state were asked for. */
  readonly counts: readonly z.infer<typeof Count>[];
  readonly next: number | null;
}

const STATE = sql`case when c.decided_at is not null then 'decided' when c.answered_at is not null then 'answered'
  when c.asked_at is not null then 'asked' else 'open' end`;

/** Contradictions of old data, the oldest first, and how many there are of each kind. @throws AppError `forbidden`, `invalid`. */
export async function listContradictions(
  author: Author,
  input: z.input<typeof ListContradictionsInput> = {},
  stores: MasterData = masterData(),
): Promise<ContradictionPage> {
  requireSteward(author);
  const { state, kind, oemId, after, limit } = parseInput(ListContradictionsInput, input);
  const ofOem: SQL =
    oemId === undefined
      ? sql`c.details ? 'sides'`
      : sql`c.details ? 'sides' and (c.oem_id = ${oemId} or c.kind = 'one-bike-two-oems'
      and c.details -> 'sides' @> ${JSON.stringify([{ normal: oemId }])}::jsonb)`;
  return asAuthor(
    author,
    async (transaction) => {
      const rows = await transaction.execute(sql`
        select c.id, c.kind, o.name as oem, c.bike_ids, ${NAMED_DETAILS} as details, c.found_at, c.asked_at, c.answered_at, c.decision
        from contradictions c join organisations o on o.id = c.oem_id
        where ${ofOem} and ${STATE} = ${state} ${kind === undefined ? sql`` : sql`and c.kind = ${kind}`}
          ${after === undefined ? sql`` : sql`and c.id > ${after}`}
        order by c.id limit ${limit + 1}`);
      const counts = await transaction.execute(
        sql`select c.kind, ${STATE} as state, count(*) from contradictions c where ${ofOem} group by 1, 2`,
      );
      const contradictions = rows.slice(0, limit).map((row) => toListed(Row.parse(row)));
      return {
        contradictions,
        counts: counts.map((row) => Count.parse(row)),
        next: rows.length > limit ? (contradictions.at(-1)?.id ?? null) : null,
      };
    },
    stores,
  );
}

const toListed = ({
  id,
  kind,
  oem,
  bike_ids,
  details,
  found_at,
  asked_at,
  answered_at,
  decision,
}: z.infer<typeof Row>) => ({
  id,
  kind,
  oem,
  bikeIds: bike_ids,
  ...details,
  foundAt: found_at,
  askedAt: asked_at,
  answeredAt: answered_at,
  decision,
});
