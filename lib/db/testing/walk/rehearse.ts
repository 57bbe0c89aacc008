import { sql } from "drizzle-orm";
import type { MasterData } from "@/lib/audit/as-author";
import { AppError } from "@/lib/errors";
import type { Database } from "../../client";
import { digestsOf } from "./digests";

export interface Rehearsed {
  /** "done", "not-found" also for an answer that is null, the code of a fault, or the fault itself. */
  readonly outcome: string;
  readonly message: string;
  readonly answer: unknown;
  /** Null where nothing was written at all. */
  readonly after: ReadonlyMap<string, string> | null;
  /** Who is named by the entries that the audit has more than before. */
  readonly audited: readonly string[];
}

const UNDONE = new Error("undone");

/**
 * Does something by the logins of a web process, looks at all that it left behind by the owner's, and undoes it. The
 * server holds each statement to the policies and rights of that login.
 * @param owner of the owner's login, a superuser.
 */
export async function rehearse(
  owner: Database,
  work: (stores: MasterData) => Promise<unknown>,
): Promise<Rehearsed> {
  let rehearsed: Rehearsed | undefined;
  const rehearsing = owner.transaction(async (transaction) => {
    const [audit] = await transaction.execute<{ last: string }>(
      sql`select coalesce(max(id), 0) as last from audit`,
    );
    await become(transaction, "slipstream_maker");
    const told = await outcomeOf(() => work({ maker: transaction, tenant: tenantOf(transaction) }));
    await transaction.execute(sql`reset session authorization`);
    const [wrote] = await transaction.execute<{ id: string | null }>(
      sql`select pg_current_xact_id_if_assigned()::text as id`,
    );
    const added = await transaction.execute<{ actor: string }>(
      sql`select distinct actor from audit where id > ${audit?.last ?? 0}`,
    );
    rehearsed = {
      ...told,
      after: wrote?.id ? await digestsOf(transaction) : null,
      audited: added.map(({ actor }) => actor),
    };
    throw UNDONE;
  });
  await rehearsing.catch((fault: unknown) => {
    if (fault !== UNDONE) throw fault;
  });
  if (!rehearsed) throw new Error("the rehearsal did not end");
  return rehearsed;
}

const become = (transaction: Database, login: string) =>
  transaction.execute(sql`set local session authorization ${sql.identifier(login)}`);

/** The tenants' login works in transactions only. */
const tenantOf = (transaction: Database): Database => ({
  ...{ select: outside, insert: outside, update: outside, delete: outside, execute: outside },
  async transaction(work) {
    await become(transaction, "slipstream_tenant");
    try {
      return await transaction.transaction(work);
    } finally {
      await become(transaction, "slipstream_maker");
    }
  },
});

const outside = (): never => {
  throw new Error("a statement of the tenants' login outside a transaction has no tenant");
};

async function outcomeOf(
  work: () => Promise<unknown>,
): Promise<Pick<Rehearsed, "outcome" | "message" | "answer">> {
  try {
    const answer = await work();
    return { outcome: answer === null ? "not-found" : "done", message: "", answer };
  } catch (fault) {
    const outcome = fault instanceof AppError ? fault.code : `fault: ${String(fault)} ${causeOf(fault)}`;
    return { outcome, message: fault instanceof Error ? fault.message : "", answer: null };
  }
}

const causeOf = (fault: unknown): string => (fault instanceof Error ? String(fault.cause) : "");
