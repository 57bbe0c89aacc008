import { expect, it } from "vitest";
import { type Block, blocksOf, boundsOf, daysOf, weeksOf } from "./blocks";
import { cellsOf, totalOf } from "./cells-of";
import { TABLES } from "./tables";
import { aConsentedRide } from "./testing/consented-rides";
import { SmallWorld } from "./testing/small-world";

const QUARTER: Block = { grain: "quarter", block: "2026-Q3" };
const RANGES = 500;
const DAYS = daysOf(QUARTER);
const BOUNDS = DAYS.map((block) => boundsOf({ grain: "day", block }, "Europe/Berlin"));

function world() {
  const table = TABLES.find(({ name }) => name === "riding");
  if (!table) throw new Error("no table of rides");
  const rides = Array.from({ length: 3_000 }, (_, at) =>
    aConsentedRide({
      rider: `rider ${(at * 7_919) % 83}`,
      day: DAYS[(at * 104_729) % DAYS.length] ?? "",
      hour: at % 75 === 0 ? 2 : ([7, 7, 7, 7, 8, 8, 8, 17, 17, 3][(at * 31) % 10] ?? 7),
      model_id: at % 5 === 0 ? "M2" : "M1",
      distance_m: 500 + ((at * 37) % 9_000),
      average_kmh: at % 40,
    }),
  );
  const small = new SmallWorld(table, QUARTER.block);
  small.compute(rides, 0, () => true);
  return { table, rides, small };
}

it("adds up: of 500 ranges, what is published is what its days, weeks and rests are, and of all of it nothing is counted twice", () => {
  const { table, rides, small } = world();
  const all: Block[] = [
    QUARTER,
    ...weeksOf(QUARTER.block).map((block) => ({ grain: "week", block }) as const),
    ...DAYS.map((block) => ({ grain: "day", block }) as const),
  ];
  const cells = all.flatMap((block) =>
    [...small.atomsOf(block)].map(([key, { values }]) => ({
      block,
      key,
      values,
      ...boundsOf(block, "Europe/Berlin"),
    })),
  );
  expect(new Set(cells.map(({ block }) => block.grain)).size).toBe(3);
  const ridesIn = (from: number, to: number) =>
    cells
      .filter((cell) => cell.fromMs >= from && cell.toMs <= to)
      .reduce((sum, { values }) => sum + Number(values[0] ?? 0), 0);
  const byHand = (days: readonly string[]) => rides.filter(({ day }) => days.includes(day)).length;
  let mismatches = 0;
  for (let range = 0; range < RANGES; range++) {
    const first = (range * 17) % DAYS.length;
    const days = DAYS.slice(first, first + 1 + ((range * 29) % 60));
    const bounds = BOUNDS.slice(first, first + days.length);
    const [from, to] = [bounds.at(0)?.fromMs ?? 0, bounds.at(-1)?.toMs ?? 0];
    // A published cell of a longer block holds what its days left to it: all of it is in the range.
    const whole = ridesIn(from, to);
    const cut = bounds.reduce((sum, { fromMs, toMs }) => sum + ridesIn(fromMs, toMs), 0);
    const weeks = [...new Set(days.map((day) => blocksOf(day)[1].block))].filter((week) =>
      daysOf({ grain: "week", block: week }).every((day) => days.includes(day)),
    );
    const left = weeks.reduce(
      (sum, week) =>
        sum +
        [...small.atomsOf({ grain: "week", block: week }).values()].reduce(
          (s, { values }) => s + Number(values[0] ?? 0),
          0,
        ),
      0,
    );
    if (whole !== cut + left || whole > byHand(days)) mismatches++;
  }
  expect(mismatches).toBe(0);
  // Nothing is masked in the whole quarter here, so that it is all there, with distances and bins.
  const { fromMs, toMs } = boundsOf(QUARTER, "Europe/Berlin");
  expect(ridesIn(fromMs, toMs)).toBe(rides.length);
  const totals = totalOf([...cellsOf(table, rides).values()].flatMap((riders) => [...riders.values()]));
  for (const [at, total] of totals.entries()) {
    if (typeof total !== "object" || total === null) continue;
    const shown = cells.reduce(
      (sum, { values }) => sum + [values[at] ?? []].flat().reduce((s, v) => s + Number(v), 0),
      0,
    );
    expect(shown).toBe(total.reduce((sum, amount) => sum + amount, 0));
  }
}, 20_000);
