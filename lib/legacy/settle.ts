import { sql } from "drizzle-orm";
import type { Database } from "@/lib/db/client";
import { inTurns } from "@/lib/in-turns";
import { type Decided, deciding } from "./decide/decide";
import type { Statement } from "./statement";
import { applyPlan } from "./store/apply-plan";
import { keepContradictions } from "./store/keep-contradictions";
import { keepFacts } from "./store/keep-facts";
import { type LoadedWorld, loadWorld } from "./store/load-world";
import { nobody } from "./store/nobody";
import { type Plan, planOf } from "./store/plan";
import { saidHere } from "./store/said-here";
import { recordStatements } from "./store/statements";

export interface Settled {
  readonly world: LoadedWorld;
  readonly decided: Decided;
  /** What was done to bikes and components. */
  readonly plan: Plan;
  /** Contradictions. */
  readonly opened: number;
  readonly closed: number;
}

/**
 * One at a time decides about old data: what is believed of a bike may depend on what is said of any other. Whatever is looked
 * for is looked up by index, also where the planner does not know yet how large the tables are.
 */
export const oneAtATime = (transaction: Database) =>
  transaction.execute(sql`
    select pg_advisory_xact_lock(hashtext('slipstream legacy')), set_config('enable_seqscan', 'off', true)`);

/** Records what bikes that these lead to say of themselves and old data did not make; before anything is decided. */
export async function noteChanges(transaction: Database, leads: readonly string[]): Promise<void> {
  await noteOf(transaction, await loadWorld(transaction, leads));
}

async function noteOf(transaction: Database, world: LoadedWorld): Promise<Statement[]> {
  const here = await inTurns(saidHere(world));
  await recordStatements(
    transaction,
    here.map((statement) => ({ statement })),
    null,
  );
  return here;
}

/**
 * Decides anew on all that these lead to, and makes what is stored what is believed: bikes, components, facts,
 * contradictions and entities. Hold `oneAtATime`, and note changes before you decide something.
 * @param gone statements that were taken back.
 */
export async function settle(
  transaction: Database,
  leads: readonly string[],
  gone: readonly Statement[] = [],
): Promise<Settled> {
  return settleIn(transaction, await loadWorld(transaction, leads), null, gone);
}

/** The same after a file. @param fresh digests of the statements that it brought. */
export async function settleFile(
  transaction: Database,
  leads: readonly string[],
  fresh: ReadonlySet<string>,
  fileId: string,
): Promise<Settled> {
  const loaded = await loadWorld(transaction, leads);
  const before = loaded.statements.filter(({ digest }) => !fresh.has(digest));
  const here = await noteOf(transaction, { ...loaded, statements: before });
  const known = new Set(loaded.statements.map(({ digest }) => digest));
  const statements = [...loaded.statements, ...here.filter(({ digest }) => !known.has(digest))];
  return settleIn(transaction, { ...loaded, statements }, fileId);
}

async function settleIn(
  transaction: Database,
  world: LoadedWorld,
  fileId: string | null,
  gone: readonly Statement[] = [],
): Promise<Settled> {
  const decided = await inTurns(deciding(world));
  const keeper = movesOrRivals(world, decided) ? await nobody(transaction) : null;
  const plan = await applyPlan(transaction, await inTurns(planOf(world, decided, keeper, gone)));
  await keepFacts(transaction, world, decided, plan.withdrawn, fileId);
  const bikeIds = [...new Set([...world.stored.keys(), ...decided.bikes.keys()])];
  const kept = await keepContradictions(transaction, bikeIds, decided, keeper);
  return { world, decided, plan, ...kept };
}

const movesOrRivals = ({ stored }: LoadedWorld, { owners }: Decided): boolean =>
  [...owners].some(([bikeId, { oemId, rivals }]) => {
    const before = stored.get(bikeId);
    const isMoved = before !== undefined && oemId !== undefined && oemId !== before.oem_id;
    return rivals.length > 0 || isMoved || before?.is_unsaid === true;
  });
