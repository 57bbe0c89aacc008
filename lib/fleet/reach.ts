import type { Actor, Role } from "@/lib/domain/actor";

/** Whose bikes an actor may see readings of; positions freely, never, or for a stated reason. */
export interface Reach {
  readonly bikes: "all" | "organisation" | "client" | "none";
  readonly positions: "free" | "with-reason";
}

const FREE: readonly Role[] = ["operator", "platform", "admin"];

/**
 * Roles with a job that needs readings see them: of all bikes at the maker, else of the bikes that API clients of
 * their organisation are bound to. Support sees where a bike is only for a reason; analysts and privacy officers
 * work with other things.
 */
export function reachOf(actor: Actor): Reach {
  if (actor.kind === "api-client")
    return { bikes: actor.client.scopes.includes("read") ? "client" : "none", positions: "free" };
  const maker = actor.organisation.kind === "maker";
  const has = (role: Role) => actor.roles.includes(role);
  if (FREE.some(has)) return { bikes: maker ? "all" : "organisation", positions: "free" };
  if (!maker && has("oem")) return { bikes: "organisation", positions: "free" };
  if (has("support")) return { bikes: maker ? "all" : "organisation", positions: "with-reason" };
  return { bikes: "none", positions: "with-reason" };
}
