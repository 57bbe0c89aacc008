import type { Names } from "@/lib/domain/names";
import type { Elasticsearch } from "./client";

interface Replicated {
  readonly number_of_replicas?: string;
}
type Settings = Readonly<Record<string, { readonly settings: { readonly index: Replicated } }>>;
interface Templates {
  readonly index_templates: readonly {
    readonly index_template: { readonly template: { readonly settings: { readonly index: Replicated } } };
  }[];
}

/**
 * What of the indices would let an accepted reading be lost with one node: no replica, now or in windows to come. One
 * sentence each; empty when all is well.
 */
export async function unsafeIndices(es: Elasticsearch, names: Names): Promise<string[]> {
  const settings = await es.transport.request<Settings>({
    method: "GET",
    path: `/${names.state},${names.quarantine}/_settings/index.number_of_replicas`,
  });
  const template = names.windowTemplate;
  const templates = await es.transport.request<Templates>({
    method: "GET",
    path: `/_index_template/${template}`,
  });
  const found = [
    ...Object.entries(settings).map(([index, { settings }]) => [`index ${index}`, settings.index] as const),
    ...templates.index_templates.map(
      ({ index_template }) => [`index template ${template}`, index_template.template.settings.index] as const,
    ),
  ];
  return found
    .filter(([, { number_of_replicas }]) => !(Number(number_of_replicas) >= 1))
    .map(
      ([what, { number_of_replicas }]) =>
        `${what}: expected number_of_replicas of at least 1, got ${number_of_replicas}`,
    )
    .sort();
}
