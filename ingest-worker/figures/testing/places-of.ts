import { sql } from "@/lib/db/testing/statement";
import { createElasticsearch } from "@/lib/es/client";
import type { ProjectionSuite } from "../../projection/testing/projection-suite";

/** Tables and indices of an installation that have a text anywhere in what they keep, in order. */
export async function placesOf(suite: ProjectionSuite, text: string): Promise<string[]> {
  const { environment, names } = suite;
  const es = createElasticsearch({
    url: environment.SLIPSTREAM_ELASTICSEARCH_URL ?? "",
    username: "suite",
    password: environment.SLIPSTREAM_ELASTICSEARCH_SUITE_PASSWORD ?? "",
  });
  const places: string[] = [];
  const indices = Object.keys(await es.indices.get({ index: `${names.namespace}-*` }));
  for (const index of indices) {
    await es.indices.refresh({ index });
    const { hits } = await es.search({ index, size: 10_000 });
    if (JSON.stringify(hits.hits).includes(text)) places.push(index);
  }
  await es.close();
  const tables = await suite.rows(
    sql`select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
  );
  for (const { name } of tables) {
    const found = await suite.rows(
      sql`select from ${sql.identifier(String(name))} as kept where strpos(kept::text, ${text}) > 0 limit 1`,
    );
    if (found.length > 0) places.push(String(name));
  }
  return places.sort();
}
