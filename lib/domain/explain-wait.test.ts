import { describe, expect, it } from "vitest";
import { explainWait } from "./explain-wait";

const HALF_SEALED =
  "elasticsearch: bulk slipstream-readings-2026-w12-r2: 403 cluster_block_exception: index [slipstream-readings-2026-w12-r2] blocked by: [FORBIDDEN/8/index write (api)];";

describe("why a worker waits", () => {
  it.each([
    [
      "breaker: Elasticsearch: 90 of the last minute's 1590 readings would be dead letters (x)",
      "wrong deployment",
    ],
    [
      "breaker: decoding: 90 of the last minute's 1590 readings would be dead letters (x)",
      "cannot be decoded",
    ],
    [
      "elasticsearch: bulk x: 429 cluster_block_exception: index [x] blocked by: [TOO_MANY_REQUESTS/12/disk usage exceeded flood-stage watermark, index has read-only-allow-delete block];",
      "may not write",
    ],
    [
      "elasticsearch: states slipstream-state: 403 cluster_block_exception: index [slipstream-state] blocked by: [FORBIDDEN/8/index write (api)];",
      "may not write",
    ],
    [HALF_SEALED, "did not come to its end"],
    [
      "database: changes of master data wait: the database does not answer (ECONNREFUSED)",
      "changes of master data wait in it",
    ],
    ["database: figures wait: the database did not answer", "rides and consent waits"],
    ["kafka: slipstream.erasures: not known what was erased, partitions 3, 7", "their readings wait"],
    [
      "kafka: changes of master data wait: slipstream.bikes: the broker did not acknowledge",
      "does not acknowledge changes",
    ],
    [
      "elasticsearch: window slipstream-readings-2026-w01: index_template_missing: index template matching [slipstream-readings] not found",
      "template",
    ],
    [
      "elasticsearch: window x: validation_exception: this action would add [1] shards, but this cluster currently has [9]/[1] maximum normal shards open;",
      "no more shards",
    ],
    ['elasticsearch: bulk x: /x/_bulk: 401 {"error":{"type":"security_exception"', "let the worker in"],
    ["elasticsearch: states slipstream-state: 404 index_not_found_exception: no such index", "setup makes"],
    ["elasticsearch: bulk x: /x/_bulk: no answer", "does not answer"],
    ["elasticsearch: bulk x: 429 es_rejected_execution_exception: queue", "more to do"],
    ["kafka: lane late is not in its group", "way into its group"],
    ["kafka: slipstream.telemetry.dead-letter: the broker did not acknowledge", "Dead letters"],
    ["kafka: slipstream.bike-state: the broker did not acknowledge", "does not acknowledge"],
    ["something new", "not as it must be"],
  ])("%s", (told, words) => {
    const { cause, remedy } = explainWait(told);
    expect(cause).toContain(words);
    expect(remedy.length).toBeGreaterThan(20);
  });

  it("names the week whose sealing has to be finished, and no block of a full disk", () => {
    const { remedy } = explainWait(HALF_SEALED);
    expect(remedy).toContain("npm run windows -- seal 2026-w12,");
    expect(remedy).not.toContain("read_only");
  });
});
