import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { madeBlock } from "@/lib/analytics/testing/figure-blocks";
import { FigureBlock } from "@/lib/domain/figures";
import type { Names } from "@/lib/domain/names";
import { createElasticsearch, type Elasticsearch } from "@/lib/es/client";
import { makeTestInstallation } from "@/stack/test-installation";
import { lines, sendLines } from "../rides/send-lines";
import { Completeness } from "./completeness";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const NOW_MS = Date.parse("2026-11-20T12:00:00.000Z");
const YESTERDAY = "block|usage|day|2026-11-19";
const OLD = "block|usage|day|2026-05-01";
const FEW = "block|usage|day|2026-11-18";
let names: Names;
let es: Elasticsearch;
let rides: Elasticsearch;

beforeAll(async () => {
  const installation = await makeTestInstallation(inject("environment"));
  names = installation.names;
  const as = (username: string) =>
    createElasticsearch({
      url: installation.environment.SLIPSTREAM_ELASTICSEARCH_URL ?? "",
      username,
      password: installation.environment[`SLIPSTREAM_ELASTICSEARCH_${username.toUpperCase()}_PASSWORD`] ?? "",
    });
  [es, rides] = [as("projection"), as("rides")];
  // Each hour two rides are known at once, and one, where its time has come, two days later.
  const stored: string[] = [];
  for (let startMs = NOW_MS - 70 * DAY_MS; startMs < NOW_MS; startMs += HOUR_MS)
    for (const [at, settledS] of [10, 20, 47 * 3_600].entries())
      if (startMs + settledS * 1_000 <= NOW_MS)
        stored.push(
          lines(
            { index: { _id: `${startMs}-${at}` } },
            {
              kind: "ride",
              bike_id: "LI-000001",
              source: "app",
              client: "phone",
              start: startMs + at,
              settled_s: settledS,
            },
          ),
        );
  for (let from = 0; from < stored.length; from += 1_000)
    await sendLines(rides, names.rides, stored.slice(from, from + 1_000));
  await rides.indices.refresh({ index: names.rides });
  const coverage = { all: null, counted: null, out: {} };
  const blocks = [
    [YESTERDAY, "2026-11-19", {}],
    [OLD, "2026-05-01", {}],
    [FEW, "2026-11-18", { coverage }],
  ] as const;
  await sendLines(
    es,
    names.figures,
    blocks.map(([_id, day, more]) => {
      const from = Date.parse(`${day}T00:00:00.000Z`);
      return lines(
        { index: { _id } },
        madeBlock("usage", "day", day, [], { from, to: from + DAY_MS, ...more }),
      );
    }),
  );
});
afterAll(() => Promise.all([es.close(), rides.close()]));

async function completenessOf(id: string) {
  const { _source } = await es.get({ index: names.figures, id });
  return FigureBlock.parse(_source).completeness;
}

describe("completeness of published blocks", () => {
  it("is what has arrived of what earlier days of the same age became", async () => {
    expect(await new Completeness(es, names, () => NOW_MS).say(false)).toBe(1);
    const said = await completenessOf(YESTERDAY);
    expect(said?.share).toBeCloseTo(2 / 3, 2);
    expect(said?.low).toBeLessThanOrEqual(said?.share ?? 0);
    expect(said?.high).toBeGreaterThanOrEqual(said?.share ?? 1);
  });

  it("is not said of what is so old that nearly all has come, nor of rides of few bikes", async () => {
    expect(await completenessOf(OLD)).toBeNull();
    expect(await completenessOf(FEW)).toBeNull();
  });

  it("is written where it is another, and looked at once an hour, or a minute after publications", async () => {
    let nowMs = NOW_MS;
    const completeness = new Completeness(es, names, () => nowMs);
    expect(await completeness.say(true)).toBe(0);
    nowMs = NOW_MS + 59 * 60_000;
    expect(await completeness.say(false)).toBe(0);
    nowMs = NOW_MS + 36 * HOUR_MS;
    expect(await completeness.say(false)).toBe(1);
  });
});
