import { and, eq, isNull } from "drizzle-orm";
import type { Database } from "@/lib/db/client";
import { apiClients } from "@/lib/db/schema";
import type { Actor, ApiClient } from "@/lib/domain/actor";
import { reachOf } from "./reach";

export type Bindings = Pick<ApiClient, "bikeIds" | "bikePrefixes">;

/** The bikes that an actor reaches: all, or those of the bindings (which may be empty). */
export async function bikesWithinReach(actor: Actor, db: Database): Promise<"all" | Bindings> {
  const { bikes } = reachOf(actor);
  if (bikes === "all") return "all";
  if (actor.kind === "api-client")
    return bikes === "client" ? actor.client : { bikeIds: [], bikePrefixes: [] };
  return bikes === "organisation" ? bindingsOf(actor.organisation.id, db) : { bikeIds: [], bikePrefixes: [] };
}

async function bindingsOf(organisationId: string, db: Database): Promise<Bindings> {
  const rows = await db
    .select({ ids: apiClients.bikeIds, prefixes: apiClients.bikePrefixes })
    .from(apiClients)
    .where(and(eq(apiClients.organisationId, organisationId), isNull(apiClients.revokedAt)));
  return {
    bikeIds: [...new Set(rows.flatMap((row) => row.ids))],
    bikePrefixes: [...new Set(rows.flatMap((row) => row.prefixes))],
  };
}
