import readings from "@/es-templates/10-readings.json" with { type: "json" };
import state from "@/es-templates/20-state.json" with { type: "json" };
import quarantine from "@/es-templates/30-quarantine.json" with { type: "json" };
import rides from "@/es-templates/40-rides.json" with { type: "json" };
import consentedRides from "@/es-templates/50-consented-rides.json" with { type: "json" };
import figures from "@/es-templates/60-figures.json" with { type: "json" };
import type { Names } from "@/lib/domain/names";
import { WINDOW_LENGTH } from "@/lib/domain/window";
import { addMissingFields } from "./add-fields";
import { checkWindowLength } from "./check-window-length";
import type { Elasticsearch } from "./client";

const NAMESPACE_IN_FILES = /^slipstream(?=-)/;
const TEMPLATES = [
  { suffix: "readings", body: { ...readings, _meta: { window: WINDOW_LENGTH } } },
  { suffix: "state", body: state },
  { suffix: "quarantine", body: quarantine },
  { suffix: "rides", body: rides },
  { suffix: "consented-rides", body: consentedRides },
  { suffix: "figures", body: figures },
];

/**
 * Puts the index templates, creates the standard indices and adds new fields to indices that exist, as user `setup`.
 * Windows are created by the worker. Safe to run again: nothing that an index has is changed but how long the rides' one
 * remembers what was taken away.
 * @returns names of the indices created, and of the fields added to existing ones.
 * @throws AppError `conflict` when the cluster's windows have another length.
 */
export async function applyTemplates(
  es: Elasticsearch,
  names: Names,
  replicas: number,
): Promise<{ created: string[]; added: string[] }> {
  await checkWindowLength(es, `${names.namespace}-readings`);
  const inNamespace = (pattern: string) => pattern.replace(NAMESPACE_IN_FILES, names.namespace);
  for (const { suffix, body } of TEMPLATES) {
    const { settings, mappings } = body.template;
    await es.transport.request({
      method: "PUT",
      path: `/_index_template/${names.namespace}-${suffix}`,
      body: {
        ...body,
        index_patterns: body.index_patterns.map(inNamespace),
        template: { mappings, settings: { index: { ...settings.index, number_of_replicas: replicas } } },
      },
    });
  }
  const created: string[] = [];
  for (const index of standardIndices(names)) {
    const { statusCode } = await es.transport.request(
      { method: "PUT", path: `/${index}` },
      { meta: true, ignore: [400] },
    );
    if (statusCode === 200) created.push(index);
    else await expectExisting(es, index);
  }
  // Earlier versions made the index without it: what is taken away keeps its version for so long.
  await es.transport.request({
    method: "PUT",
    path: `/${names.rides}/_settings`,
    body: { index: { gc_deletes: rides.template.settings.index.gc_deletes } },
  });
  const added = new Set<string>();
  for (const { body } of TEMPLATES) {
    const indices = body.index_patterns.map(inNamespace).join();
    for (const field of await addMissingFields(es, indices, body.template.mappings.properties))
      added.add(field);
  }
  return { created, added: [...added] };
}

const standardIndices = ({ state, quarantine, rides, consentedRides, figures }: Names) => [
  state,
  quarantine,
  rides,
  consentedRides,
  figures,
];

async function expectExisting(es: Elasticsearch, index: string): Promise<void> {
  const { statusCode } = await es.transport.request(
    { method: "HEAD", path: `/${index}` },
    { meta: true, ignore: [404] },
  );
  if (statusCode !== 200) throw new Error(`index ${index} could not be created and does not exist`);
}
