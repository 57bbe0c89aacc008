import { sql } from "drizzle-orm";
import type { Database } from "./client";

type Values = readonly (number | readonly number[] | null)[];

/** Of cells that are published together: a block of a table, or all that is learned of all rides. */
interface AtomsPlace {
  readonly table: string;
  readonly grain: string;
  readonly block: string;
}

export interface AtomRow {
  readonly key: string;
  readonly revision: number;
  readonly values: Values;
  readonly exposures: Uint8Array;
}

const ROWS_AT_ONCE = 200;
/** What is kept of a cell of many riders is megabytes. */
const BYTES_AT_ONCE = 8 * 2 ** 20;

/** The cells of a block that were ever published. */
export async function readAtoms(db: Database, { table, grain, block }: AtomsPlace): Promise<AtomRow[]> {
  const rows = await db.execute<{
    key: string;
    revision: number;
    cell_values: (number | number[] | null)[];
    exposures: Uint8Array;
  }>(sql`
    select key, revision, cell_values, exposures from figure_atoms
    where table_name = ${table} and grain = ${grain} and block = ${block} order by key`);
  return rows.map(({ key, revision, cell_values: values, exposures }) => ({
    key,
    revision,
    values,
    exposures,
  }));
}

/** Their keys alone. */
export async function readAtomKeys(db: Database, { table, grain, block }: AtomsPlace): Promise<Set<string>> {
  const rows = await db.execute<{ key: string }>(sql`
    select key from figure_atoms where table_name = ${table} and grain = ${grain} and block = ${block}`);
  return new Set(rows.map(({ key }) => key));
}

/** Keeps cells as they are published now. */
export async function saveAtoms(
  db: Database,
  place: AtomsPlace,
  atoms: readonly AtomRow[],
  nowMs: number,
): Promise<void> {
  for (const part of partsOf(atoms)) {
    const rows = part.map(
      ({
        key,
        revision,
        values,
        exposures,
      }) => sql`(${place.table}, ${place.grain}, ${place.block}, ${key}, ${revision},
        ${JSON.stringify(values)}::text::jsonb, decode(${Buffer.from(exposures).toString("base64")}, 'base64'),
        ${new Date(nowMs).toISOString()}::timestamptz)`,
    );
    await db.execute(sql`
      insert into figure_atoms (table_name, grain, block, key, revision, cell_values, exposures, published_at)
      values ${sql.join(rows, sql`, `)}
      on conflict (table_name, grain, block, key) do update set revision = excluded.revision,
        cell_values = excluded.cell_values, exposures = excluded.exposures, published_at = excluded.published_at`);
  }
}

function partsOf(atoms: readonly AtomRow[]): AtomRow[][] {
  const parts: AtomRow[][] = [];
  let bytes = 0;
  for (const atom of atoms) {
    const part = parts.at(-1);
    bytes += atom.exposures.byteLength;
    if (part && part.length < ROWS_AT_ONCE && bytes <= BYTES_AT_ONCE) part.push(atom);
    else {
      parts.push([atom]);
      bytes = atom.exposures.byteLength;
    }
  }
  return parts;
}
