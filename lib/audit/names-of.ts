import { inArray } from "drizzle-orm";
import type { Database } from "@/lib/db/client";
import { apiClients, organisations, users } from "@/lib/db/schema";
import { riders } from "@/lib/db/schema-riders";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Names of the people, API clients, organisations and riders that an audit names, by how it writes them. */
export async function namesOf(written: readonly string[], db: Database): Promise<Map<string, string>> {
  const idsOf = (kind: string) => [
    ...new Set(
      written.flatMap((text) => {
        const id = text.startsWith(`${kind}:`) ? text.slice(kind.length + 1) : "";
        return UUID.test(id) ? [id] : [];
      }),
    ),
  ];
  const names = new Map<string, string>();
  for (const [kind, table, name] of [
    ["user", users, users.name],
    ["api-client", apiClients, apiClients.name],
    ["organisation", organisations, organisations.name],
    ["rider", riders, riders.reference],
  ] as const) {
    const ids = idsOf(kind);
    if (ids.length === 0) continue;
    const found = await db.select({ id: table.id, name }).from(table).where(inArray(table.id, ids));
    for (const { id, name } of found) names.set(`${kind}:${id}`, name);
  }
  return names;
}
