import { afterAll, beforeAll, expect, inject, it, vi } from "vitest";
import { sendBulk } from "@/lib/es/bulk";
import { createElasticsearch, type Elasticsearch } from "@/lib/es/client";
import { refreshIndex } from "@/lib/es/refresh-index";
import { makeTestInstallation, type TestInstallation } from "@/stack/test-installation";
import { dueEntries } from "./due-entries";

const HOUR_MS = 3_600_000;

let installation: TestInstallation;
let es: Elasticsearch;
beforeAll(async () => {
  installation = await makeTestInstallation(inject("environment"));
  es = createElasticsearch({
    url: installation.environment.SLIPSTREAM_ELASTICSEARCH_URL ?? "",
    username: "ingest",
    password: installation.environment.SLIPSTREAM_ELASTICSEARCH_INGEST_PASSWORD ?? "",
  });
});
afterAll(async () => {
  vi.restoreAllMocks();
  await es.close();
});

function entry(bikeId: string, dueMs: number): string {
  const times = { event_at: dueMs, due_at: dueMs, received_at: 5, stored_at: 5 };
  const about = { reason: "ahead-of-clock", decision: "waiting", bike_id: bikeId, source: "iot" };
  const reading = { value: { "@timestamp": dueMs, soc_permille: 500 } };
  return `{"create":{}}\n${JSON.stringify({ ...about, ...times, ingest_client: "tests", reading })}\n`;
}

it("takes for due what is due by Elasticsearch's clock, wherever the process's own stands", async () => {
  const { quarantine } = installation.names;
  const nowMs = Date.now();
  const lines = [entry("DUE", nowMs - 1_000), entry("AHEAD", nowMs + HOUR_MS)];
  await sendBulk(es, quarantine, Buffer.from(lines.join("")));
  await refreshIndex(es, quarantine);
  for (const offsetMs of [-2 * HOUR_MS, 2 * HOUR_MS]) {
    vi.spyOn(Date, "now").mockReturnValue(nowMs + offsetMs);
    const due: string[] = [];
    for await (const page of dueEntries(es, quarantine, "now")) due.push(...page.map(({ bikeId }) => bikeId));
    expect(due).toEqual(["DUE"]);
  }
});
