import postgres from "postgres";
import { z } from "zod";
import { askedOfSession as asked, takeLead } from "./leading";

/** When all that was erased is looked for once more. */
const CHECK_AFTER_MS = 3_600_000;

const ms = z.coerce.number();
const OpenErasure = z.object({ id: z.string(), riderId: z.string(), isErased: z.boolean() });
/** An erasure that something is left to do for; `isErased` where that is the later check alone. */
export type OpenErasure = z.infer<typeof OpenErasure>;

const Stone = z.object({
  riderId: z.string(),
  bikeId: z.string(),
  reportedAs: z.string(),
  source: z.enum(["iot", "app"]).nullable(),
  fromMs: ms.nullable(),
  toMs: ms.nullable(),
  spared: z.array(z.tuple([z.number(), z.number()])),
});
/** A tombstone as it was planned; times as there. */
export type Stone = z.infer<typeof Stone>;

const StepRow = z.object({
  step: z.string(),
  begunMs: ms,
  endedMs: ms.nullable(),
  /** Since it ended. */
  agoMs: ms.nullable(),
  counts: z.record(z.string(), z.number()),
});
export type StepRow = z.infer<typeof StepRow>;

const WaitingErasure = z.object({ step: z.string(), seconds: z.number() });
/** An erasure that something is left to do for: the step that it is at, and since when it could be at its end, s. */
type WaitingErasure = z.infer<typeof WaitingErasure>;

interface Receipt {
  readonly kind: "erased" | "checked";
  readonly streams: readonly { readonly stream: string; readonly before: number; readonly after: number }[];
  readonly steps: readonly { readonly step: string; readonly begunMs: number; readonly endedMs: number }[];
}

/** What is kept of erasures, for the one process that works on them. All throw AppError `unavailable`. */
export interface ErasureSession {
  /** Works on them from now on, unless another session does. */
  lead(): Promise<boolean>;
  /** The oldest first. */
  open(): Promise<readonly OpenErasure[]>;
  waiting(): Promise<readonly WaitingErasure[]>;
  stonesOf(erasureId: string): Promise<readonly Stone[]>;
  /** Every tombstone of these ids, whoever's. */
  stonesUnder(reportedAs: readonly string[]): Promise<readonly Stone[]>;
  steps(erasureId: string): Promise<ReadonlyMap<string, StepRow>>;
  begin(erasureId: string, step: string): Promise<void>;
  end(erasureId: string, step: string, counts: Readonly<Record<string, number>>): Promise<void>;
  attributions(erasureId: string): Promise<number>;
  removeAttributions(erasureId: string): Promise<number>;
  /** For how long the oldest withdrawal has waited to be purged, whoever's, s; 0 where none does. */
  purgeSeconds(): Promise<number>;
  /** Withdrawals of the rider whose purge is not done. */
  purgesLeft(riderId: string): Promise<number>;
  /** Under which the rider's consented rides were. */
  pseudonymsOf(riderId: string): Promise<readonly string[]>;
  addReceipt(erasureId: string, receipt: Receipt): Promise<void>;
  close(): Promise<void>;
}

/** A connection is made when something is asked for. */
export function openErasureSession(url: string): ErasureSession {
  const sql = postgres(url, {
    max: 1,
    connect_timeout: 5,
    idle_timeout: 0,
    max_lifetime: null,
    prepare: false,
    onnotice: () => undefined,
    connection: { application_name: "slipstream-erasure", statement_timeout: 15_000 },
  });
  const stones = sql`select rider_id as "riderId", bike_id as "bikeId", reported_as as "reportedAs", source, from_ms as "fromMs",
    to_ms as "toMs", spared from tombstones`;
  const attributed = (erasureId: string) => sql`attributions a where exists (select from tombstones t
    where t.erasure_id = ${erasureId}::uuid and t.bike_id = a.bike_id and t.rider_id = a.rider_id
      and (t.from_ms is null or t.from_ms <= extract(epoch from a.to_at) * 1000)
      and (t.to_ms is null or t.to_ms > extract(epoch from a.from_at) * 1000))`;
  const checkAfter = sql`make_interval(secs => ${CHECK_AFTER_MS / 1_000})`;
  const isRechecked = sql`exists (select from erasure_steps s where s.erasure_id = e.id and s.step = 'recheck' and s.ended_at is not null)`;
  const open = sql`from erasures e
    left join lateral (select min(made_at) as at from erasure_receipts r
      where r.erasure_id = e.id and r.kind = 'erased') erased on true
    where erased.at is null or (erased.at < clock_timestamp() - ${checkAfter}
        and not exists (select from erasure_receipts r where r.erasure_id = e.id and r.kind = 'checked'))
      or not ${isRechecked}
    order by e.asked_at, e.id`;
  const counted = async (rows: Promise<readonly postgres.Row[]>): Promise<number> =>
    z.coerce.number().parse((await rows)[0]?.count);
  return {
    lead: () => asked(() => takeLead(sql, "erasure")),
    open: () =>
      asked(async () => {
        const rows =
          await sql`select e.id, e.rider_id as "riderId", erased.at is not null as "isErased" ${open}`;
        return rows.map((row) => OpenErasure.parse(row));
      }),
    waiting: () =>
      asked(async () => {
        const rows = await sql`
          select coalesce((select s.step from erasure_steps s where s.erasure_id = e.id and s.ended_at is null
              order by s.begun_at desc limit 1), case when erased.at is null then 'survey' else 'recheck' end) as step,
            extract(epoch from clock_timestamp() - case when erased.at is null then e.asked_at
              when not ${isRechecked} then coalesce((select min(s.begun_at) from erasure_steps s where s.erasure_id = e.id),
                clock_timestamp())
              else erased.at + ${checkAfter} end)::float8 as seconds ${open}`;
        return rows.map((row) => WaitingErasure.parse(row));
      }),
    stonesOf: (erasureId) =>
      asked(async () => {
        const rows = await sql`${stones} where erasure_id = ${erasureId}::uuid order by id`;
        return rows.map((row) => Stone.parse(row));
      }),
    stonesUnder: (reportedAs) =>
      asked(async () => {
        const rows = await sql`${stones} where reported_as = any(${[...reportedAs]}::text[]) order by id`;
        return rows.map((row) => Stone.parse(row));
      }),
    steps: (erasureId) =>
      asked(async () => {
        const rows = await sql`
          select step, extract(epoch from begun_at) * 1000 as "begunMs", extract(epoch from ended_at) * 1000 as "endedMs",
            extract(epoch from clock_timestamp() - ended_at) * 1000 as "agoMs", counts
          from erasure_steps where erasure_id = ${erasureId}::uuid`;
        return new Map(rows.map((row) => StepRow.parse(row)).map((row) => [row.step, row] as const));
      }),
    begin: (erasureId, step) =>
      asked(async () => {
        await sql`insert into erasure_steps (erasure_id, step, begun_at) values (${erasureId}::uuid, ${step}, clock_timestamp())
          on conflict do nothing`;
      }),
    end: (erasureId, step, counts) =>
      asked(async () => {
        await sql`update erasure_steps set ended_at = clock_timestamp(), counts = ${JSON.stringify(counts)}::text::jsonb
          where erasure_id = ${erasureId}::uuid and step = ${step}`;
      }),
    attributions: (erasureId) =>
      asked(() => counted(sql`select count(*) as count from ${attributed(erasureId)}`)),
    removeAttributions: (erasureId) =>
      asked(() =>
        counted(
          sql`with gone as (delete from ${attributed(erasureId)} returning 1) select count(*) as count from gone`,
        ),
      ),
    purgeSeconds: () =>
      asked(() =>
        counted(sql`select coalesce(greatest(0, extract(epoch from clock_timestamp() - min(asked_at))), 0)::float8 as count
          from purges_due`),
      ),
    purgesLeft: (riderId) =>
      asked(() => counted(sql`select count(*) as count from purges_due where rider_id = ${riderId}::uuid`)),
    pseudonymsOf: (riderId) =>
      asked(async () => {
        const rows = await sql<{ pseudonym: string }[]>`
          select distinct unnest(pseudonyms) as pseudonym from purge_receipts where rider_id = ${riderId}::uuid`;
        return rows.map(({ pseudonym }) => pseudonym);
      }),
    addReceipt: (erasureId, { kind, streams, steps }) =>
      asked(async () => {
        await sql`insert into erasure_receipts (erasure_id, kind, streams, steps) values (${erasureId}::uuid, ${kind},
          ${JSON.stringify(streams)}::text::jsonb, ${JSON.stringify(steps)}::text::jsonb)`;
      }),
    close: () => sql.end({ timeout: 2 }),
  };
}
