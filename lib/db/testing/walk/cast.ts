import { randomUUID } from "node:crypto";
import { type Actor, type OrganisationKind, ROLES, SCOPES, type UserActor } from "@/lib/domain/actor";

/** Somebody who walks, and how a failure names them. */
export interface Walker {
  readonly name: string;
  readonly actor: Actor;
}

/** An organisation of the walk: of the maker, an OEM with bikes, or a fleet. */
export interface Home {
  readonly id: string;
  readonly name: string;
  readonly kind: OrganisationKind;
}

/** The organisation somebody works for. */
export const homeOf = (actor: Actor): { readonly id: string; readonly kind: OrganisationKind } =>
  actor.kind === "user"
    ? actor.organisation
    : { id: actor.client.organisationId, kind: actor.client.organisationKind };

/** At each home one person of each role and one client of each scope; clients are bound to all bikes of the walk. */
export const castOf = (homes: readonly Home[], bikePrefixes: readonly string[]): Walker[] =>
  homes.flatMap((home) => [
    ...ROLES.map((role) => ({ name: `${role} of ${home.name}`, actor: person(home, [role]) })),
    ...SCOPES.map((scope) => ({
      name: `client to ${scope} of ${home.name}`,
      actor: {
        kind: "api-client" as const,
        client: {
          ...{ id: randomUUID(), name: scope, organisationId: home.id, organisationKind: home.kind },
          ...{ scopes: [scope], sources: [], bikeIds: [], bikePrefixes },
        },
      },
    })),
  ]);

/** By which each person of the cast signs in. */
export const PASSWORD = "correct horse battery";

function person(home: Home, roles: UserActor["roles"]): UserActor {
  const id = randomUUID();
  return { kind: "user", id, name: "Walker", email: `${id}@example.org`, organisation: home, roles };
}
