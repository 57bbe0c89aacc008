import { describe, expect, inject, it } from "vitest";
import { makeTestInstallation } from "./test-installation";

const environment = inject("environment");

function ask(user: string, method: string, path: string): Promise<number> {
  const password = environment[`SLIPSTREAM_ELASTICSEARCH_${user.toUpperCase()}_PASSWORD`];
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
  return fetch(`${environment.SLIPSTREAM_ELASTICSEARCH_URL}${path}`, {
    method,
    headers: { authorization, "content-type": "application/json" },
    ...(path.endsWith("_doc") && { body: "{}" }),
  }).then((answer) => answer.status);
}

describe("the local servers", () => {
  it("let each Elasticsearch user do its own work only", async () => {
    const { names } = await makeTestInstallation(environment);
    expect(await ask("operations", "GET", `/${names.state}/_search`)).toBe(200);
    expect(await ask("operations", "POST", `/${names.state}/_refresh`)).toBe(200);
    expect(await ask("operations", "GET", `/${names.quarantine}/_search`)).toBe(403);
    expect(await ask("operations", "DELETE", `/${names.state}`)).toBe(403);
    expect(await ask("ingest", "GET", `/${names.quarantine}/_search`)).toBe(200);
    expect(await ask("ingest", "POST", `/${names.state}/_refresh`)).toBe(403);
    expect(await ask("ingest", "PUT", `/${names.namespace}-anything`)).toBe(403);
    expect(await ask("repair", "GET", `/${names.quarantine}/_search`)).toBe(200);
    expect(await ask("repair", "POST", `/${names.quarantine}/_doc`)).not.toBe(403);
    expect(await ask("repair", "GET", `/${names.windowPrefix}*/_stats/store`)).toBe(200);
    expect(await ask("repair", "PUT", `/${names.windowPrefix}2026-w12`)).toBe(403);
    expect(await ask("repair", "POST", `/${names.windowPrefix}2026-w12/_doc`)).toBe(403);
    expect(await ask("repair", "PUT", `/${names.windowPrefix}*/_block/write`)).toBe(403);
    expect(await ask("repair", "GET", `/${names.state}/_search`)).toBe(403);
    expect(await ask("analytics", "GET", `/${names.state}/_search`)).toBe(403);
    expect(await ask("nobody", "GET", `/${names.state}/_search`)).toBe(401);
  });

  it("never create an index because somebody writes into it", async () => {
    const { names } = await makeTestInstallation(environment);
    expect(await ask("suite", "POST", `/${names.namespace}-typo/_doc`)).toBe(404);
    expect(await ask("suite", "HEAD", `/${names.namespace}-typo`)).toBe(404);
  });
});
