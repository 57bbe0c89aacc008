import { clientById } from "@/lib/clients/find-client";
import { type Database, database } from "@/lib/db/client";
import type { Actor } from "@/lib/domain/actor";
import { AppError } from "@/lib/errors";
import { currentUser } from "@/lib/users/current-user";
import { mayUse, type RouteKey } from "./access";

/**
 * An actor as the database knows it now, for answers that take long.
 * @throws AppError `forbidden` when it is disabled, revoked or may not use the route any more; `unavailable`.
 */
export async function actorNow(actor: Actor, route: RouteKey, db = database()): Promise<Actor> {
  const now = actor.kind === "user" ? await currentUser(actor.id, db) : await clientNow(actor.client.id, db);
  if (!now || !mayUse(now, route)) throw new AppError("forbidden", "This has ended meanwhile.");
  return now;
}

async function clientNow(id: string, db: Database): Promise<Actor | null> {
  const client = await clientById(id, db);
  return client && { kind: "api-client", client };
}
