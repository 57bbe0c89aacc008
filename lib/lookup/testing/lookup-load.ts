import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { seedBikes } from "./seed-bikes";

export interface KnownNumber {
  readonly bikeId: string;
  readonly kind: string;
  readonly value: string;
  readonly isPast: boolean;
}

/** What a bench does with very many bikes in a database, as its owner and without a limit of time. */
export interface LookupLoad {
  seed(bikes: number): Promise<void>;
  /** Changes whose bikes' numbers are not derived yet. */
  due(): Promise<number>;
  /** Has the planner know what is there, as a server does by itself in time. */
  settle(): Promise<void>;
  /** Any `most` of the numbers, the same at each call. */
  numbers(which: "own" | "component" | "past-component", most: number): Promise<readonly KnownNumber[]>;
  close(): Promise<void>;
}

/** Checked for each row, these would take most of the time; no question uses them. */
const CONSTRAINTS = [
  ["component_periods", "component_in_one_bike"],
  ["component_periods", "one_component_in_place"],
  ["fleet_assignments", "bike_in_one_fleet"],
] as const;

/** Looks for what the constraints would find, by their indexes. */
const OVERLAP = sql.raw("trigger component_periods_apart_made");

const WHICH = {
  own: sql`kind in ('frame_number', 'fnuci', 'battery_passport', 'imei', 'iccid')`,
  component: sql`kind in ('motor', 'battery', 'display', 'remote', 'module') and until is null`,
  "past-component": sql`kind in ('motor', 'battery') and until is not null`,
};

export function openLookupLoad(ownerUrl: string): LookupLoad {
  const pool = postgres(ownerUrl, {
    max: 1,
    onnotice: () => undefined,
    connection: { statement_timeout: 0 },
  });
  const db = drizzle(pool);
  return {
    async seed(bikes) {
      for (const [table, name] of CONSTRAINTS)
        await db.execute(sql`alter table ${sql.identifier(table)} drop constraint ${sql.identifier(name)}`);
      await db.execute(sql`alter table component_periods disable ${OVERLAP}`);
      // At once, as a file is: numbers are derived of bikes as they stand at the end of a transaction.
      await db.transaction((transaction) => seedBikes(transaction, bikes));
      await db.execute(sql`alter table component_periods enable ${OVERLAP}`);
      await db.execute(sql`analyze`);
    },
    async due() {
      const [row] = await db.execute<{ due: number }>(sql`select count(*)::int as due from bike_numbers_due`);
      return row?.due ?? 0;
    },
    async settle() {
      await db.execute(sql`vacuum analyze bike_numbers`);
    },
    async numbers(which, most) {
      const rows = await db.execute<{ bike_id: string; kind: string; value: string; is_past: boolean }>(sql`
        select bike_id, kind, value, until is not null as is_past from bike_numbers where ${WHICH[which]}
        order by hashtext(bike_id || kind || value) limit ${most}`);
      return rows.map((row) => ({
        bikeId: row.bike_id,
        kind: row.kind,
        value: row.value,
        isPast: row.is_past,
      }));
    },
    close: () => pool.end(),
  };
}
