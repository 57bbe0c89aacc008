import { beforeAll, describe, expect, inject, it } from "vitest";
import { makeTestInstallation, type TestInstallation } from "@/stack/test-installation";
import { createElasticsearch } from "./client";
import { readByIds } from "./read-by-id";

let installation: TestInstallation;
beforeAll(async () => {
  installation = await makeTestInstallation(inject("environment"));
});

async function read(given: {
  index?: string;
  ids?: readonly string[];
  user?: string;
  password?: string;
  url?: string;
}) {
  const { names, environment } = installation;
  const user = given.user ?? "ingest";
  const es = createElasticsearch({
    url: given.url ?? environment.SLIPSTREAM_ELASTICSEARCH_URL ?? "",
    username: user,
    password: given.password ?? environment[`SLIPSTREAM_ELASTICSEARCH_${user.toUpperCase()}_PASSWORD`] ?? "",
  });
  try {
    return await readByIds(es, given.index ?? names.state, given.ids ?? ["NOBODY"]);
  } finally {
    await es.close();
  }
}

describe("reading by id", () => {
  it("knows what is not there", async () => {
    expect(await read({})).toEqual([null]);
  });

  it("reads the fields that are named, and no others", async () => {
    const { names } = installation;
    const es = createElasticsearch({
      url: installation.environment.SLIPSTREAM_ELASTICSEARCH_URL ?? "",
      username: "ingest",
      password: installation.environment.SLIPSTREAM_ELASTICSEARCH_INGEST_PASSWORD ?? "",
    });
    const document = { bike_id: "RB-000001", generation: 1, registration: { oem_id: "one" } };
    await es.index({ index: names.state, id: "RB-000001", document });
    const read = async (fields: readonly string[]) =>
      (await readByIds(es, names.state, ["RB-000001", "NOBODY"], fields)).map((found) => found?.source);
    expect(await read(["registration", "newest_at"])).toEqual([
      { registration: { oem_id: "one" } },
      undefined,
    ]);
    expect(await read(["newest_at"])).toEqual([{}, undefined]);
    await es.close();
  });

  it.each([
    ["a password that is not known", { password: "wrong" }, "broken", 401],
    ["a user without the right", { user: "analytics" }, "broken", 403],
    ["a request that no rule covers", { ids: [] }, "unknown", 400],
    ["a server that is not there", { url: "http://127.0.0.1:9" }, "retriable", 0],
  ] as const)("takes %s for what it is", async (_case, given, kind, status) => {
    await expect(read(given)).rejects.toMatchObject({
      name: "BulkFault",
      kind,
      status,
    });
  });

  it("holds for an index that is missing", async () => {
    const index = `${installation.names.windowPrefix}1999-w01`;
    await expect(read({ index })).rejects.toMatchObject({ kind: "broken", status: 404 });
  });
});
