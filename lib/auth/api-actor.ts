import { clientForKey } from "@/lib/clients/verify-key";
import type { Actor } from "@/lib/domain/actor";
import { AppError } from "@/lib/errors";
import { mayUse, type RouteKey } from "./access";
import { isOwnOrigin } from "./own-origin";
import { sessionUser } from "./session-user";
import { webSettings } from "./settings";

const CHANGES_NOTHING = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * The actor of an API request, given the route's entry of the access table: an API client by its key
 * (`Authorization: Bearer slip_…`), else the signed-in user by cookie.
 * @throws AppError `unauthenticated`, `forbidden` (role, scope, or a cookie request from another site), `unavailable`.
 */
export async function apiActor(request: Request, route: RouteKey): Promise<Actor> {
  const authorization = request.headers.get("authorization");
  const actor = authorization === null ? await byCookie(request) : await byKey(authorization);
  if (!mayUse(actor, route))
    throw new AppError(
      "forbidden",
      actor.kind === "user" ? NO_ROLE : `The key's scopes do not cover ${route}.`,
    );
  return actor;
}

const NO_ROLE = "Your roles do not cover this.";

async function byKey(authorization: string): Promise<Actor> {
  const key = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
  const client = key === undefined ? null : await clientForKey(key);
  if (client) return { kind: "api-client", client };
  throw new AppError("unauthenticated", "Expected a valid key: Authorization: Bearer slip_….");
}

async function byCookie(request: Request): Promise<Actor> {
  const user = await sessionUser();
  if (!user) throw new AppError("unauthenticated", "Expected a client's key or a signed-in user.");
  if (!CHANGES_NOTHING.has(request.method) && !isOwnOrigin(request, webSettings().NEXTAUTH_URL))
    throw new AppError("forbidden", "Requests by cookie that change something must come from our own pages.");
  return user;
}
