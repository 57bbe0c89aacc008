import { createElasticsearch } from "@/lib/es/client";

/**
 * A hand on the windows of an installation. The block is the one for writes: Elasticsearch takes away by itself, within
 * half a minute, what it would set on a full disk.
 */
export function blockableWindows(environment: Readonly<Record<string, string>>) {
  const es = createElasticsearch({
    url: environment.SLIPSTREAM_ELASTICSEARCH_URL ?? "",
    username: "suite",
    password: environment.SLIPSTREAM_ELASTICSEARCH_SUITE_PASSWORD ?? "",
  });
  const set = (isBlocked: boolean | null) =>
    es.transport.request({
      method: "PUT",
      path: `/${environment.SLIPSTREAM_NAMESPACE}-readings-*/_settings`,
      body: { "index.blocks.write": isBlocked },
    });
  return {
    /** Nothing can be written while `during` runs. */
    async whileBlocked(during: () => Promise<void>): Promise<void> {
      await set(true);
      await during().finally(() => set(null));
    },
    close: () => es.close(),
  };
}
