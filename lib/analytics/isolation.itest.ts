import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { Names } from "@/lib/domain/names";
import { createElasticsearch } from "@/lib/es/client";
import { makeTestInstallation } from "@/stack/test-installation";
import { FiguresReader } from "./figures-reader";
import { readBlocks } from "./read-blocks";
import { madeBlock } from "./testing/figure-blocks";

const environment = inject("environment");
const passwordOf = (user: string) =>
  environment[`SLIPSTREAM_ELASTICSEARCH_${user.toUpperCase()}_PASSWORD`] ?? "";
const url = environment.SLIPSTREAM_ELASTICSEARCH_URL ?? "";
const suite = createElasticsearch({ url, username: "suite", password: passwordOf("suite") });
/** In each document of the other indices: no answer may hold it. */
const SECRET = "SECRET-9f3b";
const ID = "the-document";
let names: Names;
let others: readonly string[];
const range = { fromMs: Date.parse("2026-10-01"), toMs: Date.parse("2026-11-01") };

beforeAll(async () => {
  ({ names } = await makeTestInstallation(environment));
  const window = `${names.windowPrefix}2026-w42`;
  const mappings = { properties: { secret: { type: "keyword" } } } as const;
  await suite.indices.create({ index: window, settings: { index: WINDOW } });
  others = [names.state, names.quarantine, names.rides, names.consentedRides, window];
  for (const index of others.slice(0, 4))
    await suite.indices.putMapping({ index, properties: mappings.properties });
  for (const index of others.slice(0, 4))
    await suite.index({ index, id: ID, document: { secret: SECRET }, refresh: true });
  await suite.index({
    index: window,
    document: { "@timestamp": "2026-10-14T00:00:00Z", bike_id: SECRET, source: "iot" },
    refresh: true,
  });
  await suite.index({
    index: names.figures,
    document: madeBlock("usage", "day", "2026-10-14", []),
    refresh: true,
  });
});
afterAll(() => suite.close());

const WINDOW = {
  mode: "time_series",
  routing_path: ["bike_id", "source"],
  time_series: { start_time: "2026-10-12T00:00:00Z", end_time: "2026-10-19T00:00:00Z" },
};

interface Way {
  readonly name: string;
  readonly method: string;
  readonly path: (index: string) => string;
  readonly body?: (index: string) => unknown;
}
const all = { query: { match_all: {} } };
const lines = (...parts: readonly unknown[]) => `${parts.map((part) => JSON.stringify(part)).join("\n")}\n`;
const WAYS: readonly Way[] = [
  { name: "search", method: "POST", path: (i) => `/${i}/_search`, body: () => all },
  {
    name: "search beside figures",
    method: "POST",
    path: (i) => `/${names.figures},${i}/_search`,
    body: () => all,
  },
  {
    name: "search, what may not be read left out",
    method: "POST",
    path: (i) => `/${i}/_search?ignore_unavailable=true`,
  },
  { name: "search by the beginning of a name", method: "POST", path: (i) => `/${i.slice(0, -1)}*/_search` },
  { name: "search of everything", method: "POST", path: () => "/_search", body: () => all },
  { name: "search of all", method: "POST", path: () => "/_all/_search", body: () => all },
  { name: "search of any", method: "POST", path: () => "/*/_search", body: () => all },
  { name: "search of all but figures", method: "POST", path: () => `/*,-${names.figures}/_search` },
  {
    name: "aggregation",
    method: "POST",
    path: (i) => `/${i}/_search`,
    body: () => ({ size: 0, aggs: { a: { terms: { field: "secret" } } } }),
  },
  {
    name: "lookup of terms in another index",
    method: "POST",
    path: () => `/${names.figures}/_search`,
    body: (i) => ({ query: { terms: { definition: { index: i, id: ID, path: "secret" } } } }),
  },
  {
    name: "likeness to a document of another index",
    method: "POST",
    path: () => `/${names.figures}/_search`,
    body: (i) => ({
      query: {
        more_like_this: {
          fields: ["definition"],
          like: [{ _index: i, _id: ID }],
          min_term_freq: 1,
          min_doc_freq: 1,
        },
      },
    }),
  },
  {
    name: "searches",
    method: "POST",
    path: () => "/_msearch",
    body: (i) => lines({ index: i }, all, { index: names.figures }, all),
  },
  {
    name: "searches of an index by path",
    method: "POST",
    path: (i) => `/${i}/_msearch`,
    body: () => lines({}, all),
  },
  { name: "search page by page", method: "POST", path: (i) => `/${i}/_search?scroll=1m`, body: () => all },
  { name: "view of a point in time", method: "POST", path: (i) => `/${i}/_pit?keep_alive=1m` },
  {
    name: "documents",
    method: "POST",
    path: () => "/_mget",
    body: (i) => ({
      docs: [
        { _index: i, _id: ID },
        { _index: names.figures, _id: ID },
      ],
    }),
  },
  { name: "document", method: "GET", path: (i) => `/${i}/_doc/${ID}` },
  { name: "document is there", method: "HEAD", path: (i) => `/${i}/_doc/${ID}` },
  { name: "its source", method: "GET", path: (i) => `/${i}/_source/${ID}` },
  { name: "why it matches", method: "POST", path: (i) => `/${i}/_explain/${ID}`, body: () => all },
  { name: "its terms", method: "GET", path: (i) => `/${i}/_termvectors/${ID}?fields=secret` },
  {
    name: "terms of several",
    method: "POST",
    path: () => "/_mtermvectors",
    body: (i) => ({ docs: [{ _index: i, _id: ID }] }),
  },
  { name: "count", method: "POST", path: (i) => `/${i}/_count`, body: () => all },
  { name: "fields", method: "GET", path: (i) => `/${i}/_field_caps?fields=*` },
  {
    name: "terms by their beginning",
    method: "POST",
    path: (i) => `/${i}/_terms_enum`,
    body: () => ({ field: "secret", string: "SEC" }),
  },
  { name: "shards that a search asks", method: "GET", path: (i) => `/${i}/_search_shards` },
  { name: "check of a query", method: "POST", path: (i) => `/${i}/_validate/query`, body: () => all },
  {
    name: "judged searches",
    method: "POST",
    path: (i) => `/${i}/_rank_eval`,
    body: (i) => ({
      requests: [{ id: "a", request: all, ratings: [{ _index: i, _id: ID, rating: 1 }] }],
      metric: { precision: { k: 5 } },
    }),
  },
  { name: "mapping", method: "GET", path: (i) => `/${i}/_mapping` },
  { name: "settings", method: "GET", path: (i) => `/${i}/_settings` },
  { name: "index", method: "GET", path: (i) => `/${i}` },
  { name: "aliases", method: "GET", path: (i) => `/${i}/_alias` },
  {
    name: "an alias for it",
    method: "POST",
    path: () => "/_aliases",
    body: (i) => ({ actions: [{ add: { index: i, alias: `${names.figures}-too` } }] }),
  },
  { name: "figures of the index", method: "GET", path: (i) => `/${i}/_stats` },
  { name: "indices", method: "GET", path: () => "/_cat/indices" },
  { name: "state of the cluster", method: "GET", path: () => "/_cluster/state" },
  { name: "tasks", method: "GET", path: () => "/_tasks?detailed=true" },
  {
    name: "bulk",
    method: "POST",
    path: () => "/_bulk",
    body: (i) => lines({ index: { _index: i, _id: "new" } }, { secret: "x" }),
  },
  {
    name: "bulk into figures",
    method: "POST",
    path: () => "/_bulk",
    body: () => lines({ index: { _index: names.figures, _id: "new" } }, { kind: "block" }),
  },
  { name: "write", method: "PUT", path: (i) => `/${i}/_doc/${ID}`, body: () => ({ secret: "x" }) },
  {
    name: "change",
    method: "POST",
    path: (i) => `/${i}/_update/${ID}`,
    body: () => ({ doc: { secret: "x" } }),
  },
  { name: "removal", method: "DELETE", path: (i) => `/${i}/_doc/${ID}` },
  { name: "removal of figures", method: "DELETE", path: () => `/${names.figures}/_doc/${ID}` },
  { name: "removal of the index", method: "DELETE", path: (i) => `/${i}` },
  { name: "refresh", method: "POST", path: (i) => `/${i}/_refresh` },
  { name: "copy", method: "POST", path: (i) => `/${i}/_clone/${names.figures}-too` },
  { name: "snapshots", method: "GET", path: () => "/_snapshot" },
];

async function ask({ method, path, body }: Way, index: string) {
  const authorization = `Basic ${Buffer.from(`analytics:${passwordOf("analytics")}`).toString("base64")}`;
  const sent = body?.(index);
  const isLines = typeof sent === "string";
  const answer = await fetch(`${url}${path(index)}`, {
    method,
    headers: { authorization, "content-type": isLines ? "application/x-ndjson" : "application/json" },
    ...(sent === undefined ? {} : { body: isLines ? sent : JSON.stringify(sent) }),
  });
  return { status: answer.status, text: await answer.text() };
}

describe("with the rights of analysts' pages", () => {
  it.each(WAYS)("nothing of another index is read or changed: $name", async (way) => {
    for (const index of others) {
      const { status, text } = await ask(way, index);
      expect([index, text.includes(SECRET), text.includes("bike_id")]).toEqual([index, false, false]);
      if (status !== 200) {
        // What this distribution does not have at all is 400 or 405, an id that no figure has 404.
        expect([400, 403, 404, 405]).toContain(status);
        continue;
      }
      const answer: unknown = JSON.parse(text || "{}");
      expect(indicesIn(answer).filter((each) => !isOfFigures(each) && !isRefused(text, each))).toEqual([]);
    }
  });

  it("every other index is left as it was", async () => {
    for (const index of others) expect((await suite.count({ index })).count).toBe(1);
    expect((await suite.count({ index: names.figures })).count).toBe(1);
    expect(await suite.indices.exists({ index: `${names.figures}-too` })).toBe(false);
  });

  it("published figures are read", async () => {
    const reader = FiguresReader.open({ url, password: passwordOf("analytics"), namespace: names.namespace });
    const blocks = await readBlocks(reader, { definition: "usage", ...range });
    expect(blocks.map(({ block }) => block)).toEqual(["2026-10-14"]);
    expect(await readBlocks(reader, { definition: "where", ...range })).toEqual([]);
    await reader.close();
  });
});

/** In tests the role reaches the figures of all suites beside this one; in an installation, its own alone. */
const isOfFigures = (index: string): boolean => index.endsWith("-figures");

/** Names of indices of which an answer holds a document. */
function indicesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(indicesIn);
  if (typeof value !== "object" || value === null) return [];
  const own = "_index" in value && typeof value._index === "string" ? [value._index] : [];
  return [...own, ...Object.values(value).flatMap(indicesIn)];
}

/** Answers to many say of each refusal which index it was about. */
const isRefused = (text: string, index: string): boolean =>
  text.includes("security_exception") && text.includes(index);
