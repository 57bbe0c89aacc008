import { sql } from "drizzle-orm";
import { z } from "zod";
import { asAuthor, type MasterData } from "@/lib/audit/as-author";
import type { Author } from "@/lib/audit/author";
import { namesOf } from "@/lib/audit/names-of";
import { ERASURE_STEPS, type ErasureStep } from "@/lib/domain/erasure-steps";
import { SIGNED_KEYS } from "@/lib/domain/tombstone";
import { requireEraser } from "./who";

const ms = z.coerce.number();
const Step = z.object({
  step: z.enum(ERASURE_STEPS),
  begunMs: ms,
  endedMs: ms.nullable(),
  counts: z.record(z.string(), z.number()),
  /** How often it failed, one after the other; when last, and by what; 0 and null where it did not. */
  failures: z.number(),
  failedMs: ms.nullable(),
  fault: z.string().nullable(),
});
const Receipt = z.object({
  id: z.coerce.number(),
  kind: z.enum(["erased", "checked"]),
  madeMs: ms,
  streams: z.array(z.object({ stream: z.string(), before: z.number(), after: z.number() })),
});
const Row = z.object({
  id: z.string(),
  riderId: z.string(),
  reference: z.string(),
  organisation: z.string(),
  reason: z.string(),
  evidence: z.string(),
  askedBy: z.string(),
  askedMs: ms,
  withdrawals: z.array(z.coerce.number()),
  bikes: z.coerce.number(),
  steps: z.array(Step),
  receipts: z.array(Receipt),
});

/** An erasure, how far it is, and its receipts, the first one first; times in ms since epoch. */
export type ListedErasure = z.infer<typeof Row> & {
  /** Name of who asked, where it has one. */
  readonly asker: string | null;
  /** The step that is being done, or comes next; null when all are. */
  readonly at: ErasureStep | null;
  /** The step that fails, and is tried again; null where none does. */
  readonly failing: FailingStep | null;
};

/** A step that failed, how often, when last, and by what. */
export interface FailingStep {
  readonly step: ErasureStep;
  readonly failures: number;
  readonly failedMs: number;
  readonly fault: string;
}

const MOST = 100;
/** Whether `at` is not null. */
const IS_OPEN = sql`exists (select from unnest(${sql.param([...ERASURE_STEPS])}::text[]) as wanted (step)
  where not exists (select from erasure_steps s where s.erasure_id = e.id and s.step = wanted.step and s.ended_at is not null))`;

/**
 * Erasures, the newest first; at most 100.
 * @param input.withOpen has those listed as well that have not come to their end, however many and old.
 * @throws AppError `forbidden`, `unavailable`.
 */
export async function listErasures(
  author: Author,
  input: { readonly riderId?: string | undefined; readonly withOpen?: boolean } = {},
  stores?: MasterData,
): Promise<readonly ListedErasure[]> {
  requireEraser(author);
  const fits = input.riderId === undefined ? sql`true` : sql`e.rider_id = ${input.riderId}::uuid`;
  const isOpen = input.withOpen === true ? IS_OPEN : sql`false`;
  return asAuthor(
    author,
    async (transaction) => {
      const rows = await transaction.execute(sql`
        select e.id, e.rider_id as "riderId", r.reference, o.name as organisation, e.reason, e.evidence, e.asked_by as "askedBy",
          extract(epoch from e.asked_at) * 1000 as "askedMs", e.withdrawals,
          (select count(distinct t.bike_id) from tombstones t where t.erasure_id = e.id
            and not starts_with(t.bike_id, ${SIGNED_KEYS})) as bikes,
          coalesce((select jsonb_agg(jsonb_build_object('step', s.step, 'begunMs', extract(epoch from s.begun_at) * 1000,
            'endedMs', extract(epoch from s.ended_at) * 1000, 'counts', s.counts, 'failures', s.failures,
            'failedMs', extract(epoch from s.failed_at) * 1000, 'fault', s.fault) order by s.begun_at)
            from erasure_steps s where s.erasure_id = e.id), '[]') as steps,
          coalesce((select jsonb_agg(jsonb_build_object('id', p.id, 'kind', p.kind, 'streams', p.streams,
            'madeMs', extract(epoch from p.made_at) * 1000) order by p.id)
            from erasure_receipts p where p.erasure_id = e.id), '[]') as receipts
        from (select *, row_number() over (order by e.asked_at desc, e.id) as place from erasures e where ${fits}) e
        join riders r on r.id = e.rider_id join organisations o on o.id = r.organisation_id
        where e.place <= ${MOST} or ${isOpen} order by e.place`);
      const listed = rows.map((row) => Row.parse(row));
      const names = await namesOf(
        listed.map(({ askedBy }) => askedBy),
        transaction,
      );
      return listed.map((erasure) => ({
        ...erasure,
        asker: names.get(erasure.askedBy) ?? null,
        at: nextOf(erasure.steps),
        failing: failingOf(erasure.steps),
      }));
    },
    stores,
  );
}

const nextOf = (steps: readonly z.infer<typeof Step>[]): ErasureStep | null =>
  ERASURE_STEPS.find((step) => !steps.some((one) => one.step === step && one.endedMs !== null)) ?? null;

function failingOf(steps: readonly z.infer<typeof Step>[]): FailingStep | null {
  for (const { step, failures, failedMs, fault } of steps)
    if (failedMs !== null && fault !== null) return { step, failures, failedMs, fault };
  return null;
}
