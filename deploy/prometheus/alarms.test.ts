import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createMetrics, showJoined } from "@/ingest-worker/metrics";
import { ALARMS, JOBS, runbookOf, UPLOAD_ROUTE } from "@/lib/domain/alarms";
import { OPERATIONS } from "@/lib/domain/api-operations";
import { webMetrics } from "@/lib/web/metrics";
import { observeRequest } from "@/lib/web/request-metrics";
import { USUAL_PORTS } from "@/stack/versions";
import { alarmCases, CASES_FILE, casesFile } from "./cases-file";
import { RULES_FILE, rulesFile } from "./rules-file";

const here = (name: string) => readFile(join(import.meta.dirname, name), "utf8");
const runbook = () => readFile(join(import.meta.dirname, "../../docs/runbook.md"), "utf8");

describe("the files of the alarms", () => {
  it("are what the registry says (npm run alarms writes them)", async () => {
    expect(await here(RULES_FILE)).toBe(rulesFile());
    expect(await here(CASES_FILE)).toBe(casesFile());
  });

  it("name each alarm and each case once", () => {
    for (const names of [ALARMS.map(({ name }) => name), alarmCases().map(({ name }) => name)])
      expect(new Set(names).size).toBe(names.length);
  });

  it("scrape the workers and the web server where they listen, and nothing beyond loopback", async () => {
    const text = await here("prometheus.yml");
    const jobs = [...text.matchAll(/job_name: (\S+)[^[]*\[(.+)\]/g)].map(([, job, targets]) => [
      job,
      targets,
    ]);
    expect(jobs).toEqual([
      [
        JOBS.worker,
        [
          USUAL_PORTS.workerMetrics,
          USUAL_PORTS.ridesMetrics,
          USUAL_PORTS.reportsMetrics,
          USUAL_PORTS.erasureMetrics,
        ]
          .map((port) => `"127.0.0.1:${port}"`)
          .join(", "),
      ],
      [JOBS.web, `"127.0.0.1:${USUAL_PORTS.webMetrics}"`],
    ]);
    expect(text).toContain(RULES_FILE);
  });
});

describe("what alarms watch", () => {
  it("is measured by the worker or the web server, under these names and labels", async () => {
    const worker = createMetrics();
    showJoined(worker, [{ options: { name: "telemetry" }, joined: true }]);
    observeRequest(UPLOAD_ROUTE, 202, 0.01);
    const text = `${await worker.registry.metrics()}\n${await webMetrics().metrics()}`;
    const measured = new Set(
      [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].flatMap(([, name, type]) =>
        type === "histogram" ? [`${name}_bucket`, `${name}_count`] : [name],
      ),
    );
    for (const { name, watches } of ALARMS)
      for (const [metric] of watches.matchAll(/\b(slipstream|process)_\w+/g))
        expect(measured, `${metric} of ${name}`).toContain(metric);
    expect(text).toMatch(`slipstream_api_request_seconds_count{route="${UPLOAD_ROUTE}",status="202"}`);
  });

  it("is the route by which readings are uploaded", () => {
    const routes = OPERATIONS.map(({ method, path }) => `${method.toUpperCase()} ${path}`);
    expect(routes).toContain(UPLOAD_ROUTE);
  });
});

describe("the runbook", () => {
  it("has one paragraph for each alarm, where its annotation points, in the same order, and no other", async () => {
    const headings = [...(await runbook()).matchAll(/^## (.+)$/gm)].map(([, heading = ""]) => heading);
    expect(headings.map((heading) => `docs/runbook.md#${heading.toLowerCase()}`)).toEqual(
      ALARMS.map(runbookOf),
    );
  });

  it("says of each what it means, what is seen, what to do and when it is over", async () => {
    for (const paragraph of (await runbook()).split(/^## /m).slice(1)) {
      const parts = [...paragraph.matchAll(/^\*\*(\w+)\.\*\* \S/gm)].map(([, part]) => part);
      expect(parts, paragraph.split("\n")[0]).toEqual(["Means", "Seen", "Do", "Over"]);
    }
  });

  it("gives each alarm one sentence with cause and remedy", () => {
    for (const { name, summary } of ALARMS) expect(summary, name).toMatch(/^[A-Z][^.]+: [^.]+\.$/);
  });
});
