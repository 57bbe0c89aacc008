import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { Names } from "@/lib/domain/names";
import { makeTestInstallation } from "@/stack/test-installation";
import { applyTemplates } from "./apply-templates";
import { unsafeIndices } from "./check-safety";
import { createElasticsearch, type Elasticsearch } from "./client";

let names: Names;
let suite: Elasticsearch;
let ingest: Elasticsearch;
beforeAll(async () => {
  const installation = await makeTestInstallation(inject("environment"));
  names = installation.names;
  const { environment } = installation;
  const as = (user: string) =>
    createElasticsearch({
      url: environment.SLIPSTREAM_ELASTICSEARCH_URL ?? "",
      username: user,
      password: environment[`SLIPSTREAM_ELASTICSEARCH_${user.toUpperCase()}_PASSWORD`] ?? "",
    });
  suite = as("suite");
  ingest = as("ingest");
});
afterAll(() => Promise.all([suite.close(), ingest.close()]));

describe("unsafe indices", () => {
  it("are those without a replica, the windows to come included", async () => {
    expect(await unsafeIndices(ingest, names)).toEqual([
      `index ${names.quarantine}: expected number_of_replicas of at least 1, got 0`,
      `index ${names.state}: expected number_of_replicas of at least 1, got 0`,
      `index template ${names.namespace}-readings: expected number_of_replicas of at least 1, got 0`,
    ]);
  });

  it("are none where each has one", async () => {
    await applyTemplates(suite, names, 1);
    await suite.transport.request({
      method: "PUT",
      path: `/${names.state},${names.quarantine}/_settings`,
      body: { index: { number_of_replicas: 1 } },
    });
    expect(await unsafeIndices(ingest, names)).toEqual([]);
  });
});
