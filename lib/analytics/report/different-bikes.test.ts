import { describe, expect, it } from "vitest";
import type { FigureBlock } from "@/lib/domain/figures";
import { definitionOf } from "../definitions";
import { type MadeCell, madeBlock, ZONE } from "../testing/figure-blocks";
import type { Amount } from "./figure";
import { tellReport } from "./tell-report";

const WEEK = { from: "2026-10-12", to: "2026-10-18" };
const cell = (model: string, hour: string, bikes: number | null): MadeCell => [
  [model, hour],
  { rides: 40, distance_m: 90_000, bikes },
];
const day = (block: string, bikes: number | null, cells: readonly MadeCell[] = [], more = {}): FigureBlock =>
  madeBlock("usage", "day", block, cells, { bikes, ...more });
const blocks = [
  day("2026-10-12", 120, [cell("m-1", "08", 30), cell("m-2", "08", 12), cell("m-1", "17", 90)]),
  day("2026-10-13", 80, [cell("m-1", "08", 20), cell("m-1", "17", 60)]),
  madeBlock("usage", "week", "2026-W42", [cell("m-2", "17", 31)], { bikes: 150 }),
];

const textOf = (amount: Amount | undefined): string =>
  amount?.kind === "value" ? String(amount.value) : (amount?.kind ?? "not shown");
/** Of each row, and of the whole range, how many bikes there are a day and in all; by the names of the figures. */
function told(by: readonly string[], published: readonly FigureBlock[], range = WEEK) {
  const report = tellReport({
    definition: definitionOf("usage") ?? expect.fail(),
    ...{ range, compares: false, by, plot: "distance_m", blocks: published, names: new Map() },
    clock: { zone: ZONE, today: "2026-11-28" },
  });
  const at = (name: string) => report.figures.findIndex((figure) => figure.name === name);
  const of = (amounts: readonly Amount[], name: string) => textOf(amounts[at(name)]);
  const rows = (name: string) =>
    report.rows.rows.map(({ at: place, amounts }) => {
      const labels = report.rows.axes.map(({ keys }, axis) => keys[place[axis] ?? 0]?.label);
      return `${labels.join(", ")}: ${of(amounts, name)}`;
    });
  const headline = new Map(report.headline.map(({ figure, now }) => [figure.name, textOf(now)]));
  return { rows, total: (name: string) => of(report.rows.total, name), headline };
}

describe("active bikes", () => {
  it("are those that each day tells, of the range their mean, and never their sum", () => {
    const { rows, total, headline } = told(["day"], blocks);
    expect(rows("bikes_per_day")).toEqual([
      ...["12 Oct: 120", "13 Oct: 80", "14 Oct: missing", "15 Oct: missing", "16 Oct: missing"],
      ...["17 Oct: missing", "18 Oct: missing", "in longer times only: unmeasured"],
    ]);
    expect(total("bikes_per_day")).toBe("100");
    expect(headline.get("bikes_per_day")).toBe("100");
  });

  it("are of a week what it tells of all its days, and none of days that no one block tells", () => {
    const { rows, total, headline } = told(["week"], blocks);
    expect([rows("bikes"), total("bikes"), headline.get("bikes")]).toEqual([["W42 2026: 150"], "150", "150"]);
    const cut = told(["week"], blocks, { from: "2026-10-12", to: "2026-10-13" });
    expect([cut.rows("bikes"), cut.total("bikes")]).toEqual([
      ["W42 2026, 2 days of it: unmeasured"],
      "unmeasured",
    ]);
    const two = told(["week"], [...blocks, madeBlock("usage", "week", "2026-W43", [])], {
      from: WEEK.from,
      to: "2026-10-25",
    });
    expect(two.total("bikes")).toBe("unmeasured");
  });

  it("are of an hour the mean of its days, of all models that it tells, and none where a day has too few riders", () => {
    const { rows } = told(["hour"], blocks);
    expect(rows("bikes_per_day")).toEqual(["08:00–09:00: 31", "17:00–18:00: 75"]);
    expect(told(["hour", "model"], blocks).rows("bikes_per_day")).toEqual([
      ...[
        "08:00–09:00, m-1: 25",
        "08:00–09:00, m-2: masked",
        "17:00–18:00, m-1: 75",
        "17:00–18:00, m-2: masked",
      ],
    ]);
    expect(told(["hour", "day"], blocks).rows("bikes_per_day").slice(0, 3)).toEqual([
      ...["08:00–09:00, 12 Oct: 42", "08:00–09:00, 13 Oct: 20", "08:00–09:00, 14 Oct: missing"],
    ]);
  });

  it("are not told by model alone, whose hours are not added", () => {
    const { rows, headline } = told(["model"], blocks);
    expect(rows("bikes_per_day")).toEqual(["m-1: not shown", "m-2: not shown"]);
    expect(headline.get("bikes_per_day")).toBe("100");
  });

  it("leave the day that is under way out of a mean, and are masked with any other", () => {
    const running = day("2026-10-14", 10, [], { closed: false });
    expect(told(["day"], [...blocks, running]).total("bikes_per_day")).toBe("100");
    expect(told(["day"], [...blocks, running]).rows("bikes_per_day")[2]).toBe("14 Oct: 10");
    const few = told(["day"], [...blocks, day("2026-10-14", null)]);
    expect([few.rows("bikes_per_day")[2], few.total("bikes_per_day")]).toEqual(["14 Oct: masked", "masked"]);
  });
});
