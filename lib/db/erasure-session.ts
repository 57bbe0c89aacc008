import postgres from "postgres";
import { z } from "zod";
import { ToldWithdrawal } from "@/lib/domain/told-withdrawal";
import { askedOfSession as asked, takeLead } from "./leading";

/** When all that was erased is looked for once more. */
const CHECK_AFTER_MS = 3_600_000;

/** What was being recorded when an erasure was planned, the plan did not see. */
const UNSEEN_MS = 60_000;

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
  erasureId: z.string(),
  /** When the erasure was asked for. */
  askedMs: z.coerce.number().transform(Math.floor),
});
/** A tombstone as it was planned; times as there. */
export type Stone = z.infer<typeof Stone>;

const SignedSince = z.object({
  bikeId: z.string(),
  riderId: z.string(),
  fromMs: ms,
  toMs: ms,
  isSince: z.boolean(),
});
/** Who signed for rides of a bike, ms, both inclusive; `isSince` for another rider, and after the erasure was asked for. */
type SignedSince = z.infer<typeof SignedSince>;

const StepRow = z.object({
  step: z.string(),
  begunMs: ms,
  endedMs: ms.nullable(),
  /** Since it ended. */
  agoMs: ms.nullable(),
  counts: z.record(z.string(), z.number()),
  /** How often it failed, one after the other, since it last ended. */
  failures: z.number(),
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
  /** All who signed for rides of its bikes, but for bikes for whose rides of before the asking nobody else did so after it. */
  signedSince(erasureId: string): Promise<readonly SignedSince[]>;
  /** Every tombstone of these ids, whoever's. */
  stonesUnder(reportedAs: readonly string[]): Promise<readonly Stone[]>;
  steps(erasureId: string): Promise<ReadonlyMap<string, StepRow>>;
  begin(erasureId: string, step: string): Promise<void>;
  end(erasureId: string, step: string, counts: Readonly<Record<string, number>>): Promise<void>;
  /** Keeps that a step failed, and by what. */
  fail(erasureId: string, step: string, fault: string): Promise<void>;
  /** Of the rider, that begin before the asking. */
  attributions(erasureId: string): Promise<number>;
  /** Removes them; what was signed for after the asking stays. */
  removeAttributions(erasureId: string): Promise<number>;
  /** For how long the oldest withdrawal has waited to be purged, whoever's, s; 0 where none does. */
  purgeSeconds(): Promise<number>;
  /** Withdrawals of the rider whose purge is not done. */
  purgesLeft(riderId: string): Promise<number>;
  /** How many consented rides the purges of its withdrawals removed. */
  purged(erasureId: string): Promise<number>;
  /** Under which the rider's consented rides were. */
  pseudonymsOf(riderId: string): Promise<readonly string[]>;
  /** The first withdrawals that the topic does not know, and up to which entry of the ledger these are all. */
  withdrawalsToTell(
    most: number,
  ): Promise<{ readonly withdrawals: readonly ToldWithdrawal[]; readonly until: number }>;
  keepTold(position: number): Promise<void>;
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
  const stones = sql`select t.rider_id as "riderId", t.bike_id as "bikeId", t.reported_as as "reportedAs", t.source,
    t.from_ms as "fromMs", t.to_ms as "toMs", t.spared, e.id as "erasureId", extract(epoch from e.asked_at) * 1000 as "askedMs"
    from tombstones t join erasures e on e.id = t.erasure_id`;
  const signedBefore = (erasureId: string) => sql`exists (select from erasures e
    where e.id = ${erasureId}::uuid and e.rider_id = a.rider_id and a.from_at < e.asked_at)`;
  const isSince = sql`(a.rider_id <> e.rider_id
    and a.recorded_at > e.asked_at - make_interval(secs => ${UNSEEN_MS / 1_000}))`;
  // Limit and offset keep each bike's from being looked for among those of all.
  const ofBike = sql`counted_attributions a where a.bike_id = t.bike_id`;
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
        const rows = await sql`${stones} where t.erasure_id = ${erasureId}::uuid order by t.id`;
        return rows.map((row) => Stone.parse(row));
      }),
    signedSince: (erasureId) =>
      asked(async () => {
        const rows = await sql`
          with asked as materialized (select rider_id, asked_at from erasures where id = ${erasureId}::uuid),
            touched as materialized (select distinct bike_id from tombstones where erasure_id = ${erasureId}::uuid),
            told as materialized (
              select t.bike_id from asked e cross join touched t
              cross join lateral (select from ${ofBike} and ${isSince} and a.from_at < e.asked_at limit 1) once
            )
          select a.bike_id as "bikeId", a.rider_id as "riderId", floor(extract(epoch from a.from_at) * 1000) as "fromMs",
            floor(extract(epoch from a.to_at) * 1000) as "toMs", ${isSince} as "isSince"
          from asked e cross join told t cross join lateral (select a.* from ${ofBike} offset 0) a`;
        return rows.map((row) => SignedSince.parse(row));
      }),
    stonesUnder: (reportedAs) =>
      asked(async () => {
        const rows = await sql`${stones} where t.reported_as = any(${[...reportedAs]}::text[]) order by t.id`;
        return rows.map((row) => Stone.parse(row));
      }),
    steps: (erasureId) =>
      asked(async () => {
        const rows = await sql`
          select step, extract(epoch from begun_at) * 1000 as "begunMs", extract(epoch from ended_at) * 1000 as "endedMs",
            extract(epoch from clock_timestamp() - ended_at) * 1000 as "agoMs", counts, failures
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
        await sql`update erasure_steps set ended_at = clock_timestamp(), counts = ${JSON.stringify(counts)}::text::jsonb,
            failures = 0, failed_at = null, fault = null
          where erasure_id = ${erasureId}::uuid and step = ${step}`;
      }),
    fail: (erasureId, step, fault) =>
      asked(async () => {
        await sql`insert into erasure_steps (erasure_id, step, begun_at, failures, failed_at, fault)
          values (${erasureId}::uuid, ${step}, clock_timestamp(), 1, clock_timestamp(), ${fault})
          on conflict (erasure_id, step) do update set failures = erasure_steps.failures + 1, failed_at = clock_timestamp(), fault = ${fault}`;
      }),
    attributions: (erasureId) =>
      asked(() =>
        counted(sql`select count(*) as count from attributions a where ${signedBefore(erasureId)}`),
      ),
    removeAttributions: (erasureId) =>
      asked(() =>
        counted(sql`
          with gone as (
            delete from attributions a where ${signedBefore(erasureId)} returning *
          ), kept as (
            insert into attributions (bike_id, rider_id, from_at, to_at, client_id, upload_id)
            select g.bike_id, g.rider_id, e.asked_at, g.to_at, g.client_id, g.upload_id
            from gone g join erasures e on e.id = ${erasureId}::uuid where g.to_at >= e.asked_at
          )
          select count(*) as count from gone`),
      ),
    purgeSeconds: () =>
      asked(() =>
        counted(sql`select coalesce(greatest(0, extract(epoch from clock_timestamp() - min(asked_at))), 0)::float8 as count
          from purges_due`),
      ),
    purgesLeft: (riderId) =>
      asked(() => counted(sql`select count(*) as count from purges_due where rider_id = ${riderId}::uuid`)),
    purged: (erasureId) =>
      asked(() =>
        counted(sql`select coalesce(sum((s ->> 'before')::bigint), 0) as count
          from erasures e join purge_receipts p on p.position = any(e.withdrawals)
          cross join jsonb_array_elements(p.streams) as s where e.id = ${erasureId}::uuid`),
      ),
    pseudonymsOf: (riderId) =>
      asked(async () => {
        const rows = await sql<{ pseudonym: string }[]>`
          select distinct unnest(pseudonyms) as pseudonym from purge_receipts where rider_id = ${riderId}::uuid`;
        return rows.map(({ pseudonym }) => pseudonym);
      }),
    withdrawalsToTell: (most) =>
      asked(async () => {
        const [end] = await sql`select coalesce(max(position), 0) as position from consent_entries`;
        const rows = await sql`
          select c.position, c.id, c.rider_id as rider, c.purpose, c.notice_version as notice, c.language,
            extract(epoch from c.effective_at) * 1000 as effective, extract(epoch from c.recorded_at) * 1000 as recorded
          from consent_entries c where c.position > (select t.position from told_withdrawals t)
            and c.position <= ${Number(end?.position)} and c.decision = 'withdrawn'
          order by c.position limit ${most}`;
        const last = rows.length < most ? end : rows.at(-1);
        return { withdrawals: rows.map((row) => ToldWithdrawal.parse(row)), until: ms.parse(last?.position) };
      }),
    keepTold: (position) =>
      asked(async () => {
        await sql`update told_withdrawals set position = ${position} where position < ${position}`;
      }),
    addReceipt: (erasureId, { kind, streams, steps }) =>
      asked(async () => {
        await sql`insert into erasure_receipts (erasure_id, kind, streams, steps) values (${erasureId}::uuid, ${kind},
          ${JSON.stringify(streams)}::text::jsonb, ${JSON.stringify(steps)}::text::jsonb)`;
      }),
    close: () => sql.end({ timeout: 2 }),
  };
}
