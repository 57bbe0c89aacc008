import { sql } from "drizzle-orm";
import type { Database } from "../../client";

/** What the service keeps for itself of everybody's changes. */
const OF_NOBODY: ReadonlySet<string> = new Set([
  ...["audit", "bike_numbers_due", "sign_in_failures", "projection_marks", "purges_due"],
]);
/** By which column a table says whose a row is, the first that it has. */
const OWNERS = ["oem_id", "organisation_id"];

/**
 * A digest of all rows of each owner in each table, by `table owner`; rows of tables that name no organisation are
 * nobody's.
 * @param owner of the owner's login.
 */
export async function digestsOf(owner: Pick<Database, "execute">): Promise<ReadonlyMap<string, string>> {
  const columns = await owner.execute<{ name: string; columns: string[] }>(sql`
    select table_name as name, array_agg(column_name::text) as columns from information_schema.columns
    where table_schema = 'public' group by 1 order by 1`);
  const tables = columns.filter(({ name }) => !OF_NOBODY.has(name));
  const parts = tables.map(({ name, columns: own }) => {
    const column = name === "organisations" ? "id" : OWNERS.find((one) => own.includes(one));
    const whose =
      column === undefined ? sql`'nobody'` : sql`coalesce(${sql.identifier(column)}::text, 'nobody')`;
    return sql`select ${name} || ' ' || ${whose} as key, md5(string_agg(t::text, '|' order by t::text)) as digest
      from ${sql.identifier(name)} t group by 1`;
  });
  const rows = await owner.execute<{ key: string; digest: string }>(sql.join(parts, sql` union all `));
  return new Map(rows.map(({ key, digest }) => [key, digest]));
}

/** Whose rows differ between two looks, and in which tables. */
export function changedBetween(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): { readonly table: string; readonly owner: string }[] {
  const keys = [...new Set([...before.keys(), ...after.keys()])];
  return keys
    .filter((key) => before.get(key) !== after.get(key))
    .map((key) => {
      const [table = "", owner = ""] = key.split(" ");
      return { table, owner };
    });
}
