import type { Elasticsearch } from "./client";

type Properties = Readonly<Record<string, unknown>>;

/**
 * Adds the fields that some of the existing indices do not have yet, so that none refuses what a newer version writes.
 * What an index has is left as it is.
 * @returns names of the fields added.
 */
export async function addMissingFields(
  es: Elasticsearch,
  pattern: string,
  properties: Properties,
): Promise<string[]> {
  const path = `/${pattern}/_mapping`;
  const present = await es.transport.request<Record<string, { mappings: { properties?: Properties } }>>({
    method: "GET",
    path,
  });
  const indices = Object.values(present).map(({ mappings }) => mappings.properties ?? {});
  const missing = Object.entries(properties).filter(([name]) => indices.some((index) => !(name in index)));
  if (missing.length > 0) {
    await es.transport.request({ method: "PUT", path, body: { properties: Object.fromEntries(missing) } });
  }
  return missing.map(([name]) => name);
}
