import type { Source } from "./packet";

/** What a person does here; a user may have several. */
export const ROLES = [
  "operator",
  "analyst",
  "support",
  "oem",
  "privacy",
  "platform",
  "admin",
  "steward",
] as const;
export type Role = (typeof ROLES)[number];

/** The maker runs the service; an OEM made bikes; a fleet rents or lends them. */
export const ORGANISATION_KINDS = ["maker", "oem", "fleet"] as const;
export type OrganisationKind = (typeof ORGANISATION_KINDS)[number];

/**
 * What an API client's key opens: sending telemetry, reading it, registering bikes, telling what component plants made,
 * recording what riders agree to.
 */
export const SCOPES = ["write", "read", "register", "produce", "consent"] as const;
export type Scope = (typeof SCOPES)[number];

/** An app or service of one organisation, bound to bikes by id or by the beginning of the id. */
export interface ApiClient {
  readonly id: string;
  readonly name: string;
  readonly organisationId: string;
  readonly organisationKind: OrganisationKind;
  readonly scopes: readonly Scope[];
  readonly sources: readonly Source[];
  readonly bikeIds: readonly string[];
  readonly bikePrefixes: readonly string[];
}

export interface UserActor {
  readonly kind: "user";
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly organisation: { readonly id: string; readonly name: string; readonly kind: OrganisationKind };
  readonly roles: readonly Role[];
}

interface ClientActor {
  readonly kind: "api-client";
  readonly client: ApiClient;
}

/** Who asks: a signed-in person, or an API client by its key. */
export type Actor = UserActor | ClientActor;
