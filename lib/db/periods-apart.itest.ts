import { setTimeout as sleep } from "node:timers/promises";
import { type SQL, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openTestDatabase, type TestDatabase } from "./test-database";
import { type SeededOem, seedOem } from "./testing/two-oems";

let suite: TestDatabase;
let oem: SeededOem;
const seqs: number[] = [];
let made = 0;
beforeAll(async () => {
  suite = await openTestDatabase(inject("environment"));
  oem = await seedOem(suite.owner, "apart");
  for (let at = 0; at < 3; at++)
    seqs.push(
      await one(sql`insert into bikes (bike_id, oem_id, plant_id, model_id, frame_number, frame_normal, batch_id)
        values (${`APART-B${at}`}, ${oem.oemId}, ${oem.plantId}, ${oem.modelId}, ${`B${at}`}, ${`B${at}`}, ${oem.batchId})
        returning seq as n`),
    );
});
afterAll(() => suite.close());

async function one(query: SQL): Promise<number> {
  const [row] = await suite.owner.execute<{ n: string }>(query);
  return Number(row?.n);
}

const component = (): Promise<number> =>
  one(sql`insert into components (oem_id, kind, serial, serial_normal)
    values (${oem.oemId}, 'battery', ${`s${++made}`}, ${`S${made}`}) returning id as n`);

type Edge = string | null;
const fitted = (id: number, bike: number, from: Edge, to: Edge, kind = "battery"): SQL =>
  sql`insert into component_periods (oem_id, component_id, bike_id, bike_seq, kind, valid_from, valid_to)
    values (${oem.oemId}, ${id}, ${`APART-B${bike}`}, ${seqs[bike]}, ${kind}, ${from}, ${to}) returning id as n`;

const ruleOf = (fault: unknown): string => {
  const cause = fault instanceof Error ? fault.cause : null;
  return cause && typeof cause === "object" && "constraint_name" in cause
    ? String(cause.constraint_name)
    : String(fault);
};
const outcome = (work: Promise<unknown>): Promise<string> => work.then(() => "stored", ruleOf);
const yearOf = (edge: Edge): number | null => (edge === null ? null : Number(edge.slice(0, 4)));
const overlap = ([a, b]: [Edge, Edge], [c, d]: [Edge, Edge]): boolean =>
  (yearOf(a) ?? 0) < (yearOf(d) ?? 9_999) && (yearOf(c) ?? 0) < (yearOf(b) ?? 9_999);

const STRETCHES: [Edge, Edge][] = [
  [null, null],
  [null, "2021-01-01"],
  ["2020-01-01", "2022-01-01"],
  ["2021-01-01", null],
  ["2022-01-01", "2023-01-01"],
];
const PAIRS = STRETCHES.flatMap((first) => STRETCHES.map((second) => [first, second] as const));

describe("a component", () => {
  it.each(PAIRS)(
    "that was in a bike from %j is in another from %j only where these do not overlap",
    async (a, b) => {
      const id = await component();
      await suite.owner.transaction(async (transaction) => {
        await transaction.execute(fitted(id, 0, ...a));
        const second = await outcome(transaction.transaction((inner) => inner.execute(fitted(id, 1, ...b))));
        expect(second === "stored").toBe(!overlap(a, b));
        await transaction.execute(
          sql`update component_periods set voided_at = now() where component_id = ${id}`,
        );
      });
    },
  );

  it("that comes back by an undone mistake comes back only where it is in no other bike", async () => {
    const id = await component();
    const first = await one(fitted(id, 0, null, null, "motor"));
    await suite.owner.execute(sql`update component_periods set voided_at = now() where id = ${first}`);
    const later = await one(fitted(id, 1, "2020-01-01", "2021-01-01", "motor"));
    const undo = () =>
      suite.owner.execute(sql`update component_periods set voided_at = null where id = ${first}`);
    expect(await outcome(undo())).toBe("component_in_one_bike");
    await suite.owner.execute(sql`update component_periods set voided_at = now() where id = ${later}`);
    expect(await outcome(undo())).toBe("stored");
  });
});

describe("a place in a bike", () => {
  it.each(PAIRS)("that was taken from %j is taken from %j only where these do not overlap", async (a, b) => {
    const [first, second] = [await component(), await component()];
    await suite.owner.transaction(async (transaction) => {
      await transaction.execute(fitted(first, 2, ...a));
      const next = await outcome(transaction.transaction((inner) => inner.execute(fitted(second, 2, ...b))));
      expect(next === "stored").toBe(!overlap(a, b));
      await transaction.execute(
        sql`update component_periods set voided_at = now() where bike_seq = ${seqs[2]}`,
      );
    });
  });
});

describe("of two who fit one component at the same moment", () => {
  it.each(PAIRS.filter(([a, b]) => overlap(a, b)))("for %j and %j, the later is refused", async (a, b) => {
    const id = await component();
    const { second } = await suite.db.transaction(async (transaction) => {
      await transaction.execute(fitted(id, 0, ...a, "display"));
      const later = outcome(suite.owner.execute(fitted(id, 1, ...b, "remote")));
      while ((await one(waiting)) === 0) await sleep(5);
      return { second: later };
    });
    expect(await second).toContain("in_one_bike");
    await suite.owner.execute(sql`update component_periods set voided_at = now() where component_id = ${id}`);
  });

  const waiting = sql`select count(*) as n from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`;
});
