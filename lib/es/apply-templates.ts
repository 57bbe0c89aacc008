import readings from "@/es-templates/10-readings.json" with { type: "json" };
import state from "@/es-templates/20-state.json" with { type: "json" };
import quarantine from "@/es-templates/30-quarantine.json" with { type: "json" };
import type { Names } from "@/lib/domain/names";
import type { Elasticsearch } from "./client";

const NAMESPACE_IN_FILES = /^slipstream(?=-)/;
const TEMPLATES = [
  { suffix: "readings", body: readings },
  { suffix: "state", body: state },
  { suffix: "quarantine", body: quarantine },
];

/**
 * Puts the index templates and creates the two standard indices, as user `setup`. Windows are created by the worker.
 * Safe to run again: what exists is left as it is.
 * @returns names of the indices created.
 */
export async function applyTemplates(es: Elasticsearch, names: Names, replicas: number): Promise<string[]> {
  for (const { suffix, body } of TEMPLATES) {
    const { settings, mappings } = body.template;
    await es.transport.request({
      method: "PUT",
      path: `/_index_template/${names.namespace}-${suffix}`,
      body: {
        ...body,
        index_patterns: body.index_patterns.map((pattern) =>
          pattern.replace(NAMESPACE_IN_FILES, names.namespace),
        ),
        template: { mappings, settings: { index: { ...settings.index, number_of_replicas: replicas } } },
      },
    });
  }
  const created: string[] = [];
  for (const index of [names.state, names.quarantine]) {
    const { statusCode } = await es.transport.request(
      { method: "PUT", path: `/${index}` },
      { meta: true, ignore: [400] },
    );
    if (statusCode === 200) created.push(index);
    else await expectExisting(es, index);
  }
  return created;
}

async function expectExisting(es: Elasticsearch, index: string): Promise<void> {
  const { statusCode } = await es.transport.request(
    { method: "HEAD", path: `/${index}` },
    { meta: true, ignore: [404] },
  );
  if (statusCode !== 200) throw new Error(`index ${index} could not be created and does not exist`);
}
