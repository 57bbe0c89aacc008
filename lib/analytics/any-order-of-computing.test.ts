import fc from "fast-check";
import { expect, it } from "vitest";
import type { ConsentedRide } from "@/lib/domain/consented-ride";
import { type Block, blocksOf, daysOf, weeksOf } from "./blocks";
import { NO_HISTORY, standsIn } from "./cell-history";
import { type Cells, cellsOf, mergeCells } from "./cells-of";
import { type Atoms, computeBlock } from "./compute-block";
import { TABLES } from "./tables";
import { digestBy } from "./tells-of-cell";
import { aConsentedRide } from "./testing/consented-rides";

const QUARTER: Block = { grain: "quarter", block: "2026-Q4" };
const DAYS = daysOf(QUARTER).slice(0, 14);
const WEEKS = weeksOf(QUARTER.block).slice(0, 2);
const DIGEST = digestBy(new Uint8Array(32));
const RIDING = (() => {
  const table = TABLES.find(({ name }) => name === "riding");
  if (!table) throw new Error("no table of rides");
  return table;
})();

/** Rides come to a day; or a block is computed, whatever came to others since. */
const step = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      comeTo: fc.constantFrom(...DAYS),
      hour: fc.constantFrom(7, 8),
      riders: fc.integer({ min: 1, max: 12 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.constantFrom<Block>(
      ...DAYS.map((block): Block => ({ grain: "day", block })),
      ...WEEKS.map((block): Block => ({ grain: "week", block })),
      QUARTER,
    ),
  },
);

/** What one process knows: cells that were published, what days left when they were computed last, and who is shown where. */
class AnyOrder {
  private readonly atoms = new Map<string, Atoms>();
  private readonly left = new Map<string, Cells>();
  private readonly shown = new Map<string, ReadonlySet<string>>();
  private rides: ConsentedRide[] = [];

  come({ comeTo: day, hour, riders }: { comeTo: string; hour: number; riders: number }): void {
    // Each rides once, so that whoever is in a cell is one ride in it.
    for (let at = 0; at < riders; at++)
      this.rides.push(
        aConsentedRide({ rider: `r${this.rides.length}`, climb_m: this.rides.length, day, hour }),
      );
  }

  compute(block: Block): void {
    if (block.grain !== "day")
      for (const day of daysOf(block)) if (!this.left.has(day)) this.publish(blocksOf(day)[0]);
    this.publish(block);
  }

  /** How often each ride is shown now. */
  timesShown(): Map<string, number> {
    const times = new Map<string, number>();
    for (const riders of this.shown.values())
      for (const rider of riders) times.set(rider, (times.get(rider) ?? 0) + 1);
    return times;
  }

  get many(): number {
    return this.rides.length;
  }

  private publish(block: Block): void {
    const [, week, quarter] = blocksOf(daysOf(block)[0] ?? "");
    const above = block.grain === "day" ? [week, quarter] : block.grain === "week" ? [quarter] : [];
    const atoms = this.atomsOf(block);
    const task = { table: RIDING, block, atoms, isClosed: true, digest: DIGEST };
    const { published, own, rest } = computeBlock({
      ...task,
      cells: this.cellsOf(block),
      above: above.map((longer) => this.atomsOf(longer)),
    });
    this.atoms.set(
      block.block,
      new Map([...atoms, ...[...published].map(([key, { after }]) => [key, after] as const)]),
    );
    for (const [key, { after }] of published) {
      const history = after.histories?.get("all") ?? NO_HISTORY;
      const name = (rider: string) => DIGEST([RIDING.name, block.block, key, `all\n\n${rider}`].join(" "));
      const riders = [...(own.get(key)?.keys() ?? [])];
      this.shown.set(
        `${block.block} ${key}`,
        new Set(riders.filter((rider) => standsIn(history, name(rider)))),
      );
    }
    if (block.grain === "day") this.left.set(block.block, rest);
  }

  private cellsOf(block: Block): Cells {
    if (block.grain === "day")
      return cellsOf(
        RIDING,
        this.rides.filter(({ day }) => day === block.block),
      );
    return mergeCells(
      daysOf(block).map((day) => {
        const published = block.grain === "quarter" ? this.atomsOf(blocksOf(day)[1]) : new Map();
        return new Map([...(this.left.get(day) ?? [])].filter(([key]) => !published.has(key)));
      }),
    );
  }

  private atomsOf = ({ block }: Block): Atoms => this.atoms.get(block) ?? new Map();
}

it("shows no ride twice, in whatever order blocks are computed while rides come, and more than half of them in the end", () => {
  let [shown, all] = [0, 0];
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const world = new AnyOrder();
      const look = () => {
        for (const times of world.timesShown().values()) expect(times).toBe(1);
      };
      for (const one of steps) {
        if ("comeTo" in one) world.come(one);
        else world.compute(one);
        look();
      }
      for (const block of DAYS) world.compute({ grain: "day", block });
      for (const block of WEEKS) world.compute({ grain: "week", block });
      world.compute(QUARTER);
      look();
      shown += world.timesShown().size;
      all += world.many;
    }),
    { numRuns: 150 },
  );
  expect(shown / all).toBeGreaterThan(0.5);
}, 60_000);
