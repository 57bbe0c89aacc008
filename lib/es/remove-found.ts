import { AppError } from "@/lib/errors";
import { sendBulk } from "./bulk";
import type { Elasticsearch } from "./client";
import { type FoundDocument, pageThrough } from "./page-through";
import { refreshIndex } from "./refresh-index";

const PER_PAGE = 5_000;

type Query = Readonly<Record<string, unknown>>;

/**
 * Removes every document that matches by its id, and looks again until there is none.
 * @param meant which of some that were found are to be removed, where what is asked for may have become less since.
 * @returns how many that were.
 * @throws AppError `unavailable` where some were not removed; BulkFault.
 */
export async function removeFound(
  es: Elasticsearch,
  index: string,
  query: Query,
  timeField: string,
  meant: (page: readonly FoundDocument[]) => Promise<readonly FoundDocument[]> = async (page) => page,
): Promise<number> {
  let removed = 0;
  for (let before = -1; removed > before; ) {
    before = removed;
    await refreshIndex(es, index);
    const pages = pageThrough(es, index, { query, sort: [{ [timeField]: "asc" }], perPage: PER_PAGE });
    for await (const found of pages) {
      const page = await meant(found);
      if (page.length === 0) continue;
      const lines = page.map(({ id }) => `${JSON.stringify({ delete: { _id: id } })}\n`);
      const answer = await sendBulk(es, index, Buffer.from(lines.join("")));
      const refused = answer.allDone
        ? undefined
        : answer.items.find(({ status }) => status >= 300 && status !== 404);
      if (refused)
        throw new AppError("unavailable", `${index}: not removed: ${refused.status} ${refused.type}`);
      removed += page.length;
    }
  }
  await refreshIndex(es, index);
  return removed;
}

/** How many documents match, as of the last refresh. @param target one or more names, separated by commas. */
export async function countFound(es: Elasticsearch, target: string, query: Query): Promise<number> {
  const answer = await es.transport.request<{ count: number }>({
    method: "POST",
    path: `/${target}/_count`,
    querystring: { filter_path: "count" },
    body: { query },
  });
  return answer.count;
}
