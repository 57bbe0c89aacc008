import { namesIn } from "@/lib/domain/names";
import { createElasticsearch } from "@/lib/es/client";
import { createSearch, type Search } from "@/lib/es/search";

/** What questions are asked of: the readings and states of one installation. */
export type Reader = Search;

/** A reader as user `operations`. Connects when the first question is asked. */
export function openReader(options: { url: string; password: string; namespace: string }): Reader {
  const es = createElasticsearch({ url: options.url, username: "operations", password: options.password });
  return createSearch(es, namesIn(options.namespace));
}
