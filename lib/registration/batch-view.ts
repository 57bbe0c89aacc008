import { eq, getTableColumns, inArray, type SQL, sql } from "drizzle-orm";
import type { MasterData } from "@/lib/audit/as-author";
import type { Database } from "@/lib/db/client";
import { apiClients, organisations, users } from "@/lib/db/schema";
import { plants } from "@/lib/db/schema-bikes";
import { batches } from "@/lib/db/schema-registration";
import type { BatchKind, BatchState } from "@/lib/domain/master-data";

/** A file of bikes, and what became of it so far. */
export interface BatchView {
  readonly id: string;
  readonly oemId: string;
  readonly oemName: string;
  readonly plantId: string;
  readonly plantCode: string;
  readonly plantName: string;
  readonly kind: BatchKind;
  readonly state: BatchState;
  readonly fileName: string;
  /** As the audit names them, and in words; people of the maker are named by their organisation to an OEM. */
  readonly createdBy: string;
  readonly createdByName: string;
  readonly createdAt: Date;
  /** Null until the file was read. */
  readonly rows: number | null;
  readonly done: number;
  /** Of a dry run: rows that would be registered. */
  readonly registered: number;
  /** Of the registered, bikes that are withdrawn now; they may have come again with a later file. */
  readonly withdrawn: number;
  readonly unchanged: number;
  readonly failed: number;
  /** Failed rows whose bikes have not been registered since by any file. */
  readonly toFix: number;
  /** Why it was refused as a whole. */
  readonly fault: string | null;
  readonly finishedAt: Date | null;
  readonly withdrawnAt: Date | null;
  /** The dry run that this file was checked by. */
  readonly checkedBy: string | null;
}

type Row = Omit<BatchView, "createdByName">;

const { claim: _, claimedUntil: __, attempts: ___, columns: ____, ...shown } = getTableColumns(batches);

/** How many bikes were brought by a batch and by no later one. */
const bikesOf = (which: SQL): SQL =>
  sql`(select count(*)::integer from bikes b where b.batch_id = ${batches.id} and ${which})`;

/** The columns of a batch that are shown; to be joined with plants and organisations. */
export const selectBatches = (transaction: Database) =>
  transaction
    .select({
      ...shown,
      oemName: organisations.name,
      plantCode: plants.code,
      plantName: plants.name,
      toFix: sql<number>`(select count(*)::integer from batch_rows r where r.batch_id = ${batches.id}
        and r.outcome = 'failed' and r.fixed_at is null)`,
      withdrawn: sql<number>`(case when ${batches.kind} = 'dry-run' or ${batches.registered} = 0 then 0
        when ${batches.state} = 'withdrawn' then ${batches.registered} - ${bikesOf(sql`b.withdrawn_at is null`)}
        else ${bikesOf(sql`b.withdrawn_at is not null and b.merged_into is null`)} end)`,
    })
    .from(batches)
    .innerJoin(plants, eq(plants.id, batches.plantId))
    .innerJoin(organisations, eq(organisations.id, batches.oemId))
    .$dynamic();

/** Adds the names of who sent files. */
export async function withNames(rows: readonly Row[], stores: MasterData): Promise<BatchView[]> {
  const idsOf = (kind: string) => [
    ...new Set(
      rows.flatMap(({ createdBy }) =>
        createdBy.startsWith(`${kind}:`) ? createdBy.slice(kind.length + 1) : [],
      ),
    ),
  ];
  const [people, clients] = [idsOf("user"), idsOf("api-client")];
  const names = new Map<string, { name: string; organisationId: string; organisation: string }>();
  if (people.length > 0)
    for (const { id, ...named } of await stores.maker
      .select({
        id: users.id,
        name: users.name,
        organisationId: users.organisationId,
        organisation: organisations.name,
      })
      .from(users)
      .innerJoin(organisations, eq(organisations.id, users.organisationId))
      .where(inArray(users.id, people)))
      names.set(`user:${id}`, named);
  if (clients.length > 0)
    for (const { id, ...named } of await stores.maker
      .select({
        id: apiClients.id,
        name: apiClients.name,
        organisationId: apiClients.organisationId,
        organisation: organisations.name,
      })
      .from(apiClients)
      .innerJoin(organisations, eq(organisations.id, apiClients.organisationId))
      .where(inArray(apiClients.id, clients)))
      names.set(`api-client:${id}`, named);
  return rows.map((row) => {
    const named = names.get(row.createdBy);
    const name = named?.organisationId === row.oemId ? named.name : (named?.organisation ?? row.createdBy);
    return { ...row, createdByName: name };
  });
}
