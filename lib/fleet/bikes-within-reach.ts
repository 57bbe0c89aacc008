import { and, eq, isNull } from "drizzle-orm";
import type { Database } from "@/lib/db/client";
import { apiClients } from "@/lib/db/schema";
import type { Actor } from "@/lib/domain/actor";
import type { Bindings, SomeBikes } from "@/lib/domain/whose-bikes";
import { reachOf } from "./reach";

const NONE: SomeBikes = { fleetIds: [], bikeIds: [], bikePrefixes: [], onlyBound: true };

/**
 * The bikes that an actor reaches. A fleet's people see those assigned to it and, of the unregistered ones, those that
 * its clients are bound to; an OEM's people the latter only. A client never sees beyond what it is bound to.
 */
export async function bikesWithinReach(actor: Actor, db: Database): Promise<"all" | SomeBikes> {
  const { bikes } = reachOf(actor);
  if (bikes === "all") return "all";
  if (bikes === "none") return NONE;
  if (actor.kind === "api-client") {
    const { organisationId, organisationKind, bikeIds, bikePrefixes } = actor.client;
    const own = organisationKind === "fleet" ? [organisationId] : [];
    return { fleetIds: organisationKind === "maker" ? "every" : own, bikeIds, bikePrefixes, onlyBound: true };
  }
  const { id, kind } = actor.organisation;
  return { fleetIds: kind === "fleet" ? [id] : [], ...(await bindingsOf(id, db)), onlyBound: false };
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
