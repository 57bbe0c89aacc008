import postgres from "postgres";
import { AppError } from "@/lib/errors";

const KIND = 740_512;
/** What of all processes one does: a lock of each in a database. */
const LOCKS = { outbox: 261, erasure: 264, figures: 265 } as const;
type Leader = keyof typeof LOCKS;

/** Whether the session that is asked leads. Asked within a statement, which may have reached another session than the one before. */
export const leads = (sql: postgres.Sql, leader: Leader) => sql`exists (select from pg_locks
  where locktype = 'advisory' and granted and pid = pg_backend_pid()
    and database = (select oid from pg_database where datname = current_database())
    and classid = ${KIND} and objid = ${LOCKS[leader]} and objsubid = 2)`;

/** Leads from now on unless another session does. Of those that lead, each began after the one before had ended. */
export async function takeLead(sql: postgres.Sql, leader: Leader): Promise<boolean> {
  const [answer] = await sql<{ leads: boolean }[]>`select case when ${leads(sql, leader)} then true
    else pg_try_advisory_lock(${KIND}, ${LOCKS[leader]}) end as leads`;
  return answer?.leads === true;
}

/** What the server or the way to it says becomes `unavailable`; a fault of our own passes on. */
export async function askedOfSession<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (!(cause instanceof Error && "code" in cause)) throw cause;
    throw new AppError("unavailable", `the database does not answer (${String(cause.code)})`, {
      retryAfterSeconds: 5,
      cause,
    });
  }
}

/** Whether a session leads still, begins to, or does not, since another does. */
type Lead = "leads" | "begins" | null;

/** A session that does nothing but lead, for work that goes by other connections. A connection is made when it is asked for. */
export function openLead(url: string, leader: Leader) {
  const sql = postgres(url, {
    ...{ max: 1, connect_timeout: 5, idle_timeout: 0, max_lifetime: null, prepare: false },
    onnotice: () => undefined,
    connection: { application_name: `slipstream-${leader}`, statement_timeout: 15_000 },
  });
  return {
    /** @throws AppError `unavailable`. */
    lead: (): Promise<Lead> =>
      askedOfSession(async () => {
        const [before] = await sql<{ leads: boolean }[]>`select ${leads(sql, leader)} as leads`;
        if (before?.leads === true) return "leads";
        return (await takeLead(sql, leader)) ? "begins" : null;
      }),
    close: () => sql.end({ timeout: 2 }),
  };
}
