import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import readings from "@/es-templates/10-readings.json" with { type: "json" };
import state from "@/es-templates/20-state.json" with { type: "json" };
import type { Names } from "@/lib/domain/names";
import { windowOf } from "@/lib/domain/window";
import { makeTestInstallation } from "@/stack/test-installation";
import { addMissingFields } from "./add-fields";
import { applyTemplates } from "./apply-templates";
import { sendBulk } from "./bulk";
import { createElasticsearch, type Elasticsearch } from "./client";
import { createWindow } from "./windows";

const WEEK = windowOf(Date.UTC(2024, 5, 5));
let names: Names;
let setup: Elasticsearch;
let suite: Elasticsearch;
let maintenance: Elasticsearch;
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
  setup = as("setup");
  suite = as("suite");
  maintenance = as("maintenance");
});
afterAll(() => Promise.all([setup.close(), suite.close(), maintenance.close()]));

async function fieldsOf(index: string): Promise<string[]> {
  const answer = await setup.transport.request<
    Record<string, { mappings: { properties: Record<string, unknown> } }>
  >({ method: "GET", path: `/${index}/_mapping` });
  return Object.keys(answer[index]?.mappings.properties ?? {}).sort();
}

const EARLIER = [
  { suffix: "readings", pattern: "readings-*", body: readings, unknown: "firmware" },
  { suffix: "state", pattern: "state", body: state, unknown: "locked" },
];

/** An installation of a version that knew fewer fields, with a window of its time. */
async function asEarlierVersion(): Promise<string> {
  for (const { suffix, pattern, body, unknown } of EARLIER) {
    const { settings, mappings } = body.template;
    const properties = Object.entries(mappings.properties).filter(([name]) => name !== unknown);
    await setup.transport.request({
      method: "PUT",
      path: `/_index_template/${names.namespace}-${suffix}`,
      body: {
        index_patterns: [`${names.namespace}-${pattern}`],
        template: {
          settings: { index: { ...settings.index, number_of_replicas: 0 } },
          mappings: { ...mappings, properties: Object.fromEntries(properties) },
        },
      },
    });
  }
  for (const method of ["DELETE", "PUT"]) await suite.transport.request({ method, path: `/${names.state}` });
  const index = names.windowPrefix + WEEK.name;
  await createWindow(suite, index, WEEK);
  return index;
}

describe("setting up again with a version that knows more fields", () => {
  it("lets windows of earlier weeks take the new fields", async () => {
    const index = await asEarlierVersion();
    const document = { "@timestamp": WEEK.startMs, bike_id: "NEW-1", source: "iot", firmware: "4.2.1" };
    const send = () =>
      sendBulk(maintenance, index, Buffer.from(`{"create":{}}\n${JSON.stringify(document)}\n`));
    expect(await send()).toMatchObject({ items: [{ type: "strict_dynamic_mapping_exception" }] });
    const { added } = await applyTemplates(setup, names, 0);
    expect(added.sort()).toEqual(["firmware", "locked"]);
    expect(await send()).toEqual({ allDone: true });
    expect(await fieldsOf(index)).toEqual(Object.keys(readings.template.mappings.properties).sort());
    expect(await fieldsOf(names.state)).toEqual(Object.keys(state.template.mappings.properties).sort());
  });

  it("changes nothing the next time", async () => {
    expect(await applyTemplates(setup, names, 0)).toEqual({ created: [], added: [] });
  });

  it("needs no right but to see and to extend mappings", async () => {
    const fields = { a_new_field: { type: "keyword", index: false } };
    expect(await addMissingFields(maintenance, `${names.windowPrefix}*`, fields)).toEqual(["a_new_field"]);
    expect(await addMissingFields(maintenance, `${names.windowPrefix}none-*`, fields)).toEqual([]);
  });
});

describe("the length of a window", () => {
  it("is written to the cluster, and refused when it is another", async () => {
    await expect(applyTemplates(setup, names, 0)).resolves.toBeDefined();
    const path = `/_index_template/${names.namespace}-readings`;
    const { index_templates } = await setup.transport.request<{
      index_templates: { index_template: Record<string, unknown> }[];
    }>({ method: "GET", path });
    const written = index_templates[0]?.index_template;
    expect(written?._meta).toEqual({ window: "P1W" });
    await setup.transport.request({ method: "PUT", path, body: { ...written, _meta: { window: "P1D" } } });
    await expect(applyTemplates(setup, names, 0)).rejects.toThrow(
      `The windows of this cluster are P1D long (template ${names.namespace}-readings), those of this version P1W`,
    );
  });
});
