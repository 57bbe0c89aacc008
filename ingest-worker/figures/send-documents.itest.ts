import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import { madeBlock } from "@/lib/analytics/testing/figure-blocks";
import { keepDocuments } from "@/lib/db/figure-documents";
import { sql } from "@/lib/db/testing/statement";
import type { FigureBlock } from "@/lib/domain/figures";
import { createElasticsearch, type Elasticsearch } from "@/lib/es/client";
import { type Fault, type FaultProxy, startFaultProxy } from "@/lib/es/testing/fault-proxy";
import { sendDocuments } from "./send-documents";
import { openFiguresSuite } from "./testing/figures-suite";

let suite: Awaited<ReturnType<typeof openFiguresSuite>>;
let proxy: FaultProxy;
let es: Elasticsearch;
const refused: string[] = [];
beforeAll(async () => {
  suite = await openFiguresSuite(inject("environment"), Date.parse("2026-11-24T12:00:00Z"));
  proxy = await startFaultProxy(suite.urlOf("SLIPSTREAM_ELASTICSEARCH_URL"));
  es = createElasticsearch({
    url: proxy.url,
    username: "projection",
    password: suite.urlOf("SLIPSTREAM_ELASTICSEARCH_PROJECTION_PASSWORD"),
  });
});
afterAll(() => Promise.all([es.close(), proxy.close(), suite.close()]));
beforeEach(() => {
  proxy.heal();
  refused.length = 0;
});

const idOf = (day: string) => `block|usage|day|${day}`;
/** @param many cells, of some 60 bytes each. */
const aBlock = (day: string, revision: number, many = 1) => ({
  id: idOf(day),
  document: madeBlock(
    "usage",
    "day",
    day,
    Array.from({ length: many }, (_, at) => [[`model ${at}`, "08"], { rides: 10 }] as const),
    { revision },
  ),
});
const through = (client: Elasticsearch) =>
  sendDocuments({
    ...{ db: suite.db, es: client, index: suite.names.figures },
    onRefused: (id) => refused.push(id),
  });
const shown = async (day: string): Promise<FigureBlock | undefined> => (await suite.blocks()).get(idOf(day));
const isBulk = (request: string) => request.endsWith("/_bulk");
const waiting = async () => [...(await suite.db.execute(sql`select id, refused from figure_documents`))];

describe("what is published", () => {
  it("is written in parts where it is too large together", async () => {
    const days = ["2026-10-01", "2026-10-02", "2026-10-03", "2026-10-04", "2026-10-05"];
    await keepDocuments(
      suite.db,
      days.map((day) => aBlock(day, 1, 50)),
    );
    proxy.maxBytes = 12_000;
    proxy.isBounded = isBulk;
    expect(await through(es)).toBe(days.length);
    for (const day of days) expect((await shown(day))?.cells).toHaveLength(50);
    expect(await waiting()).toEqual([]);
  });

  it("is set aside and told of where it is too large alone, holds nothing up, and makes room for a newer one", async () => {
    await keepDocuments(suite.db, [aBlock("2026-10-06", 1, 500), aBlock("2026-10-07", 1)]);
    proxy.maxBytes = 12_000;
    proxy.isBounded = isBulk;
    expect(await through(es)).toBe(1);
    expect(refused).toEqual([idOf("2026-10-06")]);
    expect((await shown("2026-10-07"))?.revision).toBe(1);
    expect(await waiting()).toEqual([{ id: idOf("2026-10-06"), refused: expect.stringContaining("413") }]);
    // Not tried again and again.
    expect(await through(es)).toBe(0);
    expect(refused).toHaveLength(1);
    await keepDocuments(suite.db, [aBlock("2026-10-06", 2, 5)]);
    expect(await through(es)).toBe(1);
    expect((await shown("2026-10-06"))?.revision).toBe(2);
    expect(await waiting()).toEqual([]);
  });

  it("never takes the place of something newer, when it is written late by a process that stood still", async () => {
    await keepDocuments(suite.db, [aBlock("2026-10-08", 1)]);
    // While the older one is on its way, another process publishes and writes the next.
    let isFirst = true;
    proxy.faultOf = async (request): Promise<Fault> => {
      if (isBulk(request) && isFirst) {
        isFirst = false;
        await keepDocuments(suite.db, [aBlock("2026-10-08", 2)]);
        expect(await through(suite.es)).toBe(1);
      }
      return "none";
    };
    await through(es);
    expect(isFirst).toBe(false);
    expect((await shown("2026-10-08"))?.revision).toBe(2);
    expect(await waiting()).toEqual([]);
  });

  it("nor where the newer one stood before it was looked at what stands", async () => {
    await keepDocuments(suite.db, [aBlock("2026-10-09", 1)]);
    let isFirst = true;
    proxy.faultOf = async (request): Promise<Fault> => {
      if (request.endsWith("/_mget") && isFirst) {
        isFirst = false;
        await keepDocuments(suite.db, [aBlock("2026-10-09", 2)]);
        await through(suite.es);
      }
      return "none";
    };
    await through(es);
    expect((await shown("2026-10-09"))?.revision).toBe(2);
    expect(await waiting()).toEqual([]);
  });
});
