import type { Elasticsearch } from "@/lib/es/client";

/** How many shards each node of the cluster takes; null for what it was set up with. */
export async function limitShards(setup: Elasticsearch, shardsPerNode: number | null): Promise<void> {
  await setup.transport.request({
    method: "PUT",
    path: "/_cluster/settings",
    body: { persistent: { "cluster.max_shards_per_node": shardsPerNode } },
  });
}
