import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import quarantineTemplate from "@/es-templates/30-quarantine.json" with { type: "json" };
import { storedDocuments } from "@/ingest-worker/testing/stored";
import { HEADER } from "@/lib/domain/packet";
import { createElasticsearch } from "@/lib/es/client";
import { AUTHOR, startRepairSuite } from "../testing/repair-suite";
import { listQuarantine } from "./list-quarantine";
import { releaseQuarantined } from "./release-quarantined";
import { showQuarantined } from "./show-quarantined";

const HOUR_MS = 3_600_000;
const NOW_MS = Date.now();
const RIGHT_MS = NOW_MS - 60_000;
/** By a clock that is two hours ahead. */
const AHEAD_MS = RIGHT_MS + 2 * HOUR_MS;
const correction = { offsetMs: -2 * HOUR_MS };

let suite: Awaited<ReturnType<typeof startRepairSuite>>;
beforeAll(async () => {
  suite = await startRepairSuite(inject("environment"));
});
afterAll(() => suite.stop());

const refresh = () =>
  suite.running.es.transport.request({
    method: "POST",
    path: `/${suite.running.names.quarantine}/_refresh`,
  });

/** Sends one packet; resolves when everything of it is durable and can be found. */
async function send(bikeId: string, readings: readonly string[], receivedAtMs = NOW_MS): Promise<void> {
  const value = `{"v":1,"bike_id":"${bikeId}","source":"iot","readings":[${readings.join()}]}`;
  const headers = { [HEADER.receivedAt]: String(receivedAtMs), [HEADER.ingestClient]: "client-1" };
  await suite.running.publisher.publish(suite.running.names.topics.telemetry, [
    { key: bikeId, value, headers },
  ]);
  await suite.running.caughtUp();
  await refresh();
}
const ahead = (soc: number, timeMs = AHEAD_MS) => `{"t":${timeMs},"lat":47.125,"lon":9.5,"soc_pct":${soc}}`;

async function entriesOf(bikeId: string) {
  await refresh();
  return (await listQuarantine(AUTHOR, { bikeId }, suite.stores)).entries;
}
const idsOf = async (bikeId: string) => (await entriesOf(bikeId)).map(({ id }) => id);

async function release(input: Parameters<typeof releaseQuarantined>[1]) {
  const { entries } = await releaseQuarantined(
    AUTHOR,
    { why: "the clock was wrong", ...input },
    suite.stores,
  );
  await suite.running.caughtUp();
  return entries.map(({ outcome }) => outcome);
}
const isoOf = (timeMs: number) => new Date(timeMs).toISOString();
const stored = (bikeId: string) => storedDocuments(suite.running.es, suite.running.names, bikeId);

describe("a reading that is released from quarantine", () => {
  it("is placed at its right time, with who, when, why and by how much", async () => {
    await send("AHEAD-1", [ahead(50)]);
    const [id = ""] = await idsOf("AHEAD-1");
    expect(await release({ ids: [id], correction, why: "winter time" })).toEqual([
      { kind: "released", timeMs: RIGHT_MS, ...correction },
    ]);
    expect(await stored("AHEAD-1")).toMatchObject([
      { "@timestamp": isoOf(RIGHT_MS), soc_permille: 500, ingest_client: "client-1" },
    ]);
    expect(await entriesOf("AHEAD-1")).toMatchObject([
      {
        decision: "released",
        release: { by: "console:tests", why: "winter time", offset_ms: -2 * HOUR_MS, event_at: RIGHT_MS },
      },
    ]);
    expect(await suite.audited("release-quarantined")).toMatchObject([
      { subject: `quarantine:${id}`, reason: "winter time", details: { ids: [id], correction } },
    ]);
  });

  it("is not placed again by a copy of the original, by a sweep, or by another release", async () => {
    await send("ONCE-1", [ahead(51)]);
    const [id = ""] = await idsOf("ONCE-1");
    await release({ ids: [id], correction });
    await send("ONCE-1", [ahead(51)]);
    await suite.running.worker.waitingRoom.sweep(AHEAD_MS + HOUR_MS);
    expect(await release({ ids: [id], correction: { offsetMs: -3 * HOUR_MS } })).toEqual([
      { kind: "not-released", why: "expected an entry that waits, got one that was released" },
    ]);
    expect(await stored("ONCE-1")).toHaveLength(1);
    expect(await entriesOf("ONCE-1")).toMatchObject([{ id, decision: "released" }]);
  });

  it("keeps the time that was decided when its release ended half-way, and is stored once", async () => {
    await send("HALF-1", [ahead(52)]);
    const [id = ""] = await idsOf("HALF-1");
    const begun = { at: NOW_MS, by: "console:x", why: null, offset_ms: -2 * HOUR_MS, event_at: RIGHT_MS };
    await suite.stores.es.transport.request({
      method: "POST",
      path: `/${suite.running.names.quarantine}/_update/${id}`,
      body: { doc: { decision: "releasing", release: begun } },
    });
    await refresh();
    await suite.running.worker.waitingRoom.sweep(AHEAD_MS + HOUR_MS);
    expect(await stored("HALF-1")).toEqual([]);
    for (const input of [
      { ids: [id], correction: { offsetMs: -5 * HOUR_MS } },
      { filter: { bikeId: "HALF-1" }, correction: { offsetMs: -6 * HOUR_MS } },
    ])
      await release(input);
    expect(await stored("HALF-1")).toMatchObject([{ "@timestamp": isoOf(RIGHT_MS) }]);
    expect(await entriesOf("HALF-1")).toMatchObject([{ decision: "released", release: begun }]);
  });

  it("is stored once, at one time, when two release it at once", async () => {
    await send("RACE-1", [ahead(53)]);
    const [id = ""] = await idsOf("RACE-1");
    const offsets = [-2 * HOUR_MS, -3 * HOUR_MS, -4 * HOUR_MS];
    await Promise.all(offsets.map((offsetMs) => release({ ids: [id], correction: { offsetMs } })));
    expect(await stored("RACE-1")).toHaveLength(1);
  });

  it("is none that a sweep has claimed, which places it at its own time, once", async () => {
    await send("CLAIMED-1", [ahead(54)]);
    const [id = ""] = await idsOf("CLAIMED-1");
    await suite.running.es.transport.request({
      method: "POST",
      path: `/${suite.running.names.quarantine}/_update/${id}`,
      body: { doc: { decision: "placing" } },
    });
    await refresh();
    expect(await release({ ids: [id], correction })).toEqual([
      { kind: "not-released", why: expect.stringContaining("it is being placed") },
    ]);
    expect(await release({ filter: { bikeId: "CLAIMED-1" }, correction })).toEqual([]);
    await suite.running.worker.waitingRoom.sweep(AHEAD_MS);
    expect(await stored("CLAIMED-1")).toMatchObject([{ "@timestamp": isoOf(AHEAD_MS) }]);
    expect(await entriesOf("CLAIMED-1")).toMatchObject([{ decision: "placed" }]);
  });

  it("may be one of many that are narrowed to", async () => {
    const times = Array.from({ length: 700 }, (_, at) => AHEAD_MS + at * 20);
    await send(
      "MANY-1",
      times.slice(0, 400).map((timeMs) => ahead(40, timeMs)),
    );
    await send(
      "MANY-1",
      times.slice(400).map((timeMs) => ahead(40, timeMs)),
    );
    const asked = { filter: { bikeId: "MANY-1", reason: "ahead-of-clock" as const }, correction };
    expect(new Set((await release({ ...asked, dryRun: true })).map(({ kind }) => kind))).toEqual(
      new Set(["to-be-released"]),
    );
    expect(await stored("MANY-1")).toEqual([]);
    expect(await release({ ...asked, limit: 100 })).toHaveLength(100);
    await refresh();
    expect(await release(asked)).toHaveLength(600);
    expect(await stored("MANY-1")).toHaveLength(700);
  });

  it("gets a time where it has none, and keeps what was sent", async () => {
    await send("TIMELESS-1", ['{"t":null,"soc_pct":44,"seq":12345678}']);
    const [id = ""] = await idsOf("TIMELESS-1");
    const atMs = RIGHT_MS - 400 * 86_400_000;
    await release({ ids: [id], correction: { atMs } });
    expect(await stored("TIMELESS-1")).toMatchObject([
      { "@timestamp": isoOf(atMs), soc_permille: 440, seq: 12345678 },
    ]);
  });

  it("is not guessed to be of the same instant as another", async () => {
    await send("TOGETHER-1", ['{"soc_pct":44}', '{"soc_pct":45}']);
    const aSecond = { offsetMs: -1_000 };
    expect(await release({ filter: { bikeId: "TOGETHER-1" }, correction: aSecond })).toEqual([]);
    const outcomes = await release({ ids: await idsOf("TOGETHER-1"), correction: aSecond });
    expect(outcomes.map(({ kind }) => kind)).toEqual(["not-released", "not-released"]);
    expect((await entriesOf("TOGETHER-1")).map(({ decision }) => decision)).toEqual(["waiting", "waiting"]);
  });

  it("is none that lost a collision, that would be in the future, or before the service began", async () => {
    await send("LOST-1", [`{"t":${RIGHT_MS},"soc_pct":40}`]);
    await send("LOST-1", [`{"t":${RIGHT_MS},"soc_pct":41}`]);
    const [lost = ""] = await idsOf("LOST-1");
    await send("FAR-1", [ahead(40)]);
    const [far = ""] = await idsOf("FAR-1");
    const why = async (id: string, offsetMs: number) => {
      const [outcome] = await release({ ids: [id], correction: { offsetMs } });
      return outcome?.kind === "not-released" ? outcome.why : outcome?.kind;
    };
    expect(await why(lost, -1_000)).toContain("lost to a greater one");
    expect(await why(far, HOUR_MS)).toContain("expected a time that has come");
    expect(await why(far, -20 * 365 * 86_400_000)).toContain("expected a time from 2015-01-01");
    expect(await stored("FAR-1")).toEqual([]);
  });
});

describe("an entry of the quarantine", () => {
  it("shows positions only to who gives a reason, which is audited", async () => {
    await send("SHOW-1", [ahead(50)]);
    const [id = ""] = await idsOf("SHOW-1");
    const shown = await showQuarantined(AUTHOR, { id }, suite.stores, NOW_MS);
    expect(shown.reading).toContain('"soc_permille": 500');
    expect(shown.reading).not.toContain("47.125");
    expect(shown.whyNotReleased).toBeNull();
    const reasonToLook = "ticket 13";
    const whole = await showQuarantined(AUTHOR, { id, reasonToLook }, suite.stores, NOW_MS);
    expect(whole.reading).toContain("47.125");
    expect(await suite.audited("show-quarantined")).toMatchObject([
      { subject: `quarantine:${id}`, reason: reasonToLook },
    ]);
  });

  it("is counted by reason and decision", async () => {
    await send("COUNT-1", [ahead(50), '{"soc_pct":1}']);
    const { total, sums } = await listQuarantine(AUTHOR, { bikeId: "COUNT-1", limit: 1 }, suite.stores);
    expect(total).toBe(2);
    expect(new Set(sums)).toEqual(
      new Set([
        { reason: "ahead-of-clock", decision: "waiting", entries: 1 },
        { reason: "implausible-time", decision: "waiting", entries: 1 },
      ]),
    );
  });

  it("is not released from an index of an older version, and says what to do", async () => {
    const setup = createElasticsearch({
      url: suite.running.environment.SLIPSTREAM_ELASTICSEARCH_URL ?? "",
      username: "suite",
      password: suite.running.environment.SLIPSTREAM_ELASTICSEARCH_SUITE_PASSWORD ?? "",
    });
    const path = `/${suite.running.names.quarantine}`;
    const { release: _release, ...properties } = quarantineTemplate.template.mappings.properties;
    await setup.transport.request({ method: "DELETE", path });
    await setup.transport.request({ method: "DELETE", path: `/_index_template${path}` });
    await setup.transport.request({
      method: "PUT",
      path,
      body: { mappings: { dynamic: "strict", properties } },
    });
    await send("OLDER-1", [ahead(50)]);
    const ids = await idsOf("OLDER-1");
    await expect(release({ ids, correction })).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("run npm run setup"),
    });
    expect(await stored("OLDER-1")).toEqual([]);
    expect(await entriesOf("OLDER-1")).toMatchObject([{ decision: "waiting" }]);
    await setup.close();
  });
});
