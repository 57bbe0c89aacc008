import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { z } from "zod";
import type { Names } from "@/lib/domain/names";
import { createElasticsearch } from "@/lib/es/client";
import { makeTestInstallation } from "@/stack/test-installation";
import { FiguresReader } from "./figures-reader";
import { readBlocks } from "./read-blocks";
import { madeBlock } from "./testing/figure-blocks";
import { REQUESTS } from "./testing/ways/requests";
import { SEARCHES } from "./testing/ways/searches";
import { FIGURES, ID, INDEX, LIKE, MORE_FIGURES, SECRET, type Way } from "./testing/ways/way";

const environment = inject("environment");
const passwordOf = (user: string) =>
  environment[`SLIPSTREAM_ELASTICSEARCH_${user.toUpperCase()}_PASSWORD`] ?? "";
const url = environment.SLIPSTREAM_ELASTICSEARCH_URL ?? "";
const suite = createElasticsearch({ url, username: "suite", password: passwordOf("suite") });
const WAYS = [...SEARCHES, ...REQUESTS];
const range = { fromMs: Date.parse("2026-10-01"), toMs: Date.parse("2026-11-01") };
const WINDOW = {
  mode: "time_series",
  routing_path: ["bike_id", "source"],
  time_series: { start_time: "2026-10-12T00:00:00Z", end_time: "2026-10-19T00:00:00Z" },
};
const MOST_TRIES = 50;
const THE_DOCUMENT = "the-document";
let names: Names;
/** Each with one document: all that there is beside figures. */
let others: readonly string[];
/** Of the window, whose documents' ids are made of their contents. */
let window: { readonly name: string; readonly id: string };
/** One name of all the others. */
let alias: string;

beforeAll(async () => {
  ({ names } = await makeTestInstallation(environment));
  const name = `${names.windowPrefix}2026-w42`;
  alias = `${names.namespace}-all-that-is-kept`;
  await suite.indices.create({ index: name, settings: { index: WINDOW } });
  const kept = [names.state, names.quarantine, names.rides, names.consentedRides];
  others = [...kept, name];
  const keyword = { type: "keyword" } as const;
  for (const index of others)
    await suite.indices.putMapping({ index, properties: { secret: keyword, definition: keyword } });
  const document = { secret: SECRET, definition: LIKE };
  for (const index of kept) await suite.index({ index, id: THE_DOCUMENT, document, refresh: true });
  const reading = { "@timestamp": "2026-10-14T00:00:00Z", bike_id: SECRET, source: "iot", ...document };
  const { _id: id } = await suite.index({ index: name, document: reading, refresh: true });
  window = { name, id };
  await suite.indices.updateAliases({ actions: others.map((index) => ({ add: { index, alias } })) });
  const block = madeBlock("usage", "day", "2026-10-14", []);
  const { figures } = names;
  await suite.index({ index: figures, document: block, refresh: true });
  await suite.index({ index: figures, document: { ...block, definition: LIKE }, refresh: true });
});
afterAll(() => suite.close());

/** A name that the role reaches in tests, as that of an installation reaches figures alone. */
const moreFigures = () => `${names.namespace}-more-figures`;

async function ask(user: "analytics" | "suite", { method, path, body, headers }: Way, index: string) {
  const meant = (text: string) =>
    text
      .replaceAll(MORE_FIGURES, moreFigures())
      .replaceAll(FIGURES, names.figures)
      .replaceAll(INDEX, index)
      .replaceAll(ID, index === window.name ? window.id : THE_DOCUMENT);
  const authorization = `Basic ${Buffer.from(`${user}:${passwordOf(user)}`).toString("base64")}`;
  const isLines = typeof body === "string";
  const type = isLines ? "application/x-ndjson" : "application/json";
  for (let tries = 1; ; tries++) {
    const answer = await fetch(`${url}${meant(path)}`, {
      method,
      headers: { authorization, "content-type": type, ...headers },
      ...(body === undefined ? {} : { body: meant(isLines ? body : JSON.stringify(body)) }),
    });
    const text = await answer.text();
    // A figures index that another suite makes at this moment, too, is reached by all ways that name none.
    if (answer.status !== 503 || tries === MOST_TRIES) return { status: answer.status, text };
    await sleep(100);
  }
}

/** What of the documents that may not be read an answer shows. */
function shownIn({ shows }: Way, text: string): string[] {
  const isText = text.startsWith("{") || text.startsWith("[");
  const answer: unknown = isText ? JSON.parse(text) : {};
  return [
    ...(text.includes(SECRET) ? ["secret"] : []),
    ...(shows === "figure" && text.includes(LIKE) ? ["figure"] : []),
    ...(shows === "number" && numbersIn(answer).some((number) => number > 0) ? ["number"] : []),
  ];
}
const Numbers = z.object({
  count: z.number().optional(),
  hits: z.object({ total: z.object({ value: z.number() }) }).optional(),
});
function numbersIn(answer: unknown): number[] {
  const { count, hits } = Numbers.parse(answer);
  return [count ?? 0, hits?.total.value ?? 0];
}

describe("with the rights of analysts' pages", () => {
  it.each(WAYS)("nothing of another index is read or changed: $name", async (way) => {
    for (const index of [...others, alias]) {
      const { status, text } = await ask("analytics", way, index);
      expect([index, shownIn(way, text), text.includes("bike_id")]).toEqual([index, [], false]);
      if (status !== 200) {
        // What this distribution does not have at all is 400 or 405, an id that no figure has 404.
        expect([400, 403, 404, 405]).toContain(status);
        continue;
      }
      const answer: unknown = text.startsWith("{") ? JSON.parse(text) : {};
      expect(indicesIn(answer).filter((each) => !isOfFigures(each))).toEqual([]);
    }
  });

  it("what others opened is not read on", async () => {
    for (const index of [...others, alias]) {
      const { id } = await suite.openPointInTime({ index, keep_alive: "1m" });
      const { _scroll_id: scroll_id } = await suite.search({ index, scroll: "1m", size: 1 });
      const ways: Way[] = [
        {
          ...{ name: "view", method: "POST", path: "/_search", shows: "secret" },
          body: { pit: { id } },
        },
        {
          ...{ name: "page", method: "POST", path: "/_search/scroll" },
          body: { scroll_id },
        },
      ];
      for (const way of ways) {
        const { status, text } = await ask("analytics", way, index);
        expect([403, 404]).toContain(status);
        expect(text).not.toContain(SECRET);
      }
      expect((await ask("suite", ways[0] ?? never(), index)).text).toContain(SECRET);
      await suite.closePointInTime({ id });
    }
  });

  it("every other index is left as it was", async () => {
    for (const index of others) expect((await suite.count({ index })).count).toBe(1);
    expect((await suite.count({ index: names.figures })).count).toBe(2);
    expect(await suite.indices.exists({ index: moreFigures() })).toBe(false);
    expect(await suite.indices.existsAlias({ name: moreFigures() })).toBe(false);
  });

  it("published figures are read", async () => {
    const reader = FiguresReader.open({ url, password: passwordOf("analytics"), namespace: names.namespace });
    const blocks = await readBlocks(reader, { definition: "usage", ...range });
    expect(blocks.map(({ block }) => block)).toEqual(["2026-10-14"]);
    expect(await readBlocks(reader, { definition: "where", ...range })).toEqual([]);
    await reader.close();
  });
});

describe("with every right", () => {
  it.each(WAYS.filter(({ shows }) => shows !== undefined))("it is read: $name", async (way) => {
    for (const index of others) {
      const { status, text } = await ask("suite", way, index);
      expect([index, status, shownIn(way, text)]).toEqual([index, 200, expect.arrayContaining([way.shows])]);
    }
  });

  it.each(WAYS.filter(({ isAbsent }) => isAbsent))("there is no such way here: $name", async (way) => {
    const { text } = await ask("suite", way, others[0] ?? "");
    expect(text).toMatch(/no handler found|Incorrect HTTP method/);
  });
});

const never = (): never => {
  throw new Error("there is always a way");
};

/** In tests the role reaches the figures of all suites beside this one; in an installation, its own alone. */
const isOfFigures = (index: string): boolean => index.endsWith("-figures");

/** Names of indices of which an answer holds a document; what it says of a refusal is none. */
function indicesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(indicesIn);
  if (typeof value !== "object" || value === null || "error" in value) return [];
  const own = "_index" in value && typeof value._index === "string" ? [value._index] : [];
  return [...own, ...Object.values(value).flatMap(indicesIn)];
}
