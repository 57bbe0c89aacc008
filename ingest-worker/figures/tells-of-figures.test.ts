import { expect, it } from "vitest";
import { createMetrics } from "../metrics";
import { FiguresTold } from "./tells-of-figures";

async function told() {
  const metrics = createMetrics();
  const clock = { nowMs: 1_000_000 };
  const figures = new FiguresTold(metrics, () => clock.nowMs);
  const shown = async (gauge: "reportsAge" | "rangeModel") => {
    figures.show();
    const { values } = await metrics[gauge].get();
    return Object.fromEntries(values.map(({ labels, value }) => [String(Object.values(labels)[0]), value]));
  };
  return { clock, figures, metrics, shown };
}

it("tells of the process that leads how long ago it learned and said what, and with what verdict, the last time", async () => {
  const { clock, figures, shown } = await told();
  figures.saidCompleteness(Number.NEGATIVE_INFINITY);
  expect(await shown("reportsAge")).toEqual({});
  figures.learned("too-few-riders", clock.nowMs);
  figures.saidCompleteness(clock.nowMs);
  clock.nowMs += 60_000;
  figures.learned("published", clock.nowMs);
  clock.nowMs += 30_000;
  expect(await shown("reportsAge")).toEqual({ completeness: 90, "range-model": 30 });
  expect(await shown("rangeModel")).toEqual({ published: 1 });
});

it("tells nothing of that once another process leads", async () => {
  const { clock, figures, shown } = await told();
  figures.learned("published", clock.nowMs);
  figures.saidCompleteness(clock.nowMs);
  figures.forget();
  expect([await shown("reportsAge"), await shown("rangeModel")]).toEqual([{}, {}]);
});

it("counts documents that are too large to be written, whoever leads", async () => {
  const { figures, metrics } = await told();
  figures.refused();
  figures.forget();
  figures.refused();
  expect(await metrics.registry.metrics()).toContain("\nslipstream_figures_refused_total 2\n");
});
