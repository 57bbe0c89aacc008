import postgres from "postgres";
import { MOST_BY_HAND } from "./by-hand";
import { askedOfSession as asked, leads, takeLead } from "./leading";

const CHANNEL = "slipstream_outbox";
/** The server ends a session that says nothing for so long: its process stands still, and another may publish. */
const SILENT_AFTER_MS = 5_000;
const STATEMENT_MS = 15_000;
/** A process may stand still in the middle of asking, too: of a statement's parts the server knows no idleness. */
const ASKING_MS = STATEMENT_MS + SILENT_AFTER_MS;
/** A file that is worked on for longer has its bikes published meanwhile. */
const FILE_FIRST_SECONDS = 20;
/** More are not counted. */
const MAX_COUNTED = 100_000;

/** What waits of one bike: its newest entity, and the rows that are done with when that is published. */
interface WaitingChange {
  readonly bikeId: string;
  /** JSON. */
  readonly entity: string;
  readonly rows: readonly string[];
}

/** One session of the database, which is the one that publishes while it leads. All throw AppError `unavailable`. */
export interface OutboxSession {
  /** Leads from now on unless another session does. Of those that lead, each began after the one before had ended. */
  lead(): Promise<boolean>;
  /**
   * The newest of each bike among the oldest rows; null when it does not lead. While a file is being worked on, what was
   * written of many bikes at once waits for its end, but not for long: all of it would slow the file down.
   */
  next(rows: number): Promise<readonly WaitingChange[] | null>;
  /** Removes rows; false, and nothing is removed, when it does not lead. */
  remove(rows: readonly string[]): Promise<boolean>;
  /** Has to be called each second or so, for the session to be kept. */
  beat(): Promise<void>;
  /** Rows that wait, counted up to a hundred thousand, and for how many seconds the oldest has. */
  backlog(): Promise<{ readonly rows: number; readonly ageSeconds: number }>;
  close(): Promise<void>;
}

/**
 * A connection is made when something is asked for. After it broke there is another session, which does not lead.
 * @param onChange is told soon after a change was committed, while this session leads.
 */
export function openOutboxSession(url: string, onChange: () => void): OutboxSession {
  // Of postgres.js, though its types do not know it: notifications come by this very connection.
  const listening = { onnotify: onChange };
  const sql = postgres(url, {
    ...listening,
    max: 1,
    connect_timeout: 5,
    idle_timeout: 0,
    max_lifetime: null,
    // A plan that is kept from when the table was empty is no good when it is full.
    prepare: false,
    onnotice: () => undefined,
    connection: {
      application_name: "slipstream-outbox",
      statement_timeout: STATEMENT_MS,
      transaction_timeout: ASKING_MS,
      idle_session_timeout: SILENT_AFTER_MS,
    },
  });
  const isLeading = leads(sql, "outbox");
  return {
    lead: () =>
      asked(async () => {
        if (!(await takeLead(sql, "outbox"))) return false;
        await sql`listen ${sql(CHANNEL)}`;
        return true;
      }),
    next: (rows) =>
      asked(async () => {
        const found = await sql<{ leads: boolean; bikeId: string | null; entity: string; rows: string[] }[]>`
          with session as materialized (select ${isLeading} as leads),
          young as materialized (
            select written_at > now() - make_interval(secs => ${FILE_FIRST_SECONDS}) and is_file_under_way() as waits
            from outbox order by id limit 1
          ),
          oldest as (
            select distinct bike_id from (
              select bike_id from outbox where not (select waits from young) or written_at in (
                select written_at from outbox group by written_at having count(*) <= ${MOST_BY_HAND})
              order by id limit ${rows}
            ) as o
          ),
          changes as (
            select o.bike_id, (array_agg(o.entity::text order by o.version desc, o.id desc))[1] as entity,
              array_agg(o.id::text) as rows
            from oldest join outbox o using (bike_id) group by o.bike_id
          )
          select session.leads, c.bike_id as "bikeId", c.entity, c.rows
          from session left join changes c on session.leads order by c.bike_id`;
        if (found[0]?.leads !== true) return null;
        return found.flatMap(({ bikeId, entity, rows }) =>
          bikeId === null ? [] : [{ bikeId, entity, rows }],
        );
      }),
    remove: (rows) =>
      asked(async () => {
        const [answer] = await sql<{ leads: boolean }[]>`
          with session as materialized (select ${isLeading} as leads),
          gone as (delete from outbox where id = any(${[...rows]}::bigint[]) and (select leads from session))
          select leads from session`;
        return answer?.leads === true;
      }),
    beat: () => asked(async () => void (await sql`select`)),
    backlog: () =>
      asked(async () => {
        const [found] = await sql<{ rows: number; ageSeconds: number | null }[]>`
          select (select count(*)::int from (select from outbox limit ${MAX_COUNTED}) as o) as rows,
            (select extract(epoch from clock_timestamp() - written_at)::float8 from outbox order by id limit 1) as "ageSeconds"`;
        return { rows: found?.rows ?? 0, ageSeconds: Math.max(0, found?.ageSeconds ?? 0) };
      }),
    close: () => sql.end({ timeout: 2 }),
  };
}
