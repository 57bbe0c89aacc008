import { type Actor, type OrganisationKind, ROLES, type Role, SCOPES, type Scope } from "@/lib/domain/actor";
import { homeOf } from "./cast";

/** Whom something is for, as the design says it: written down here a second time, so that a check that is lost is missed. */
export interface Admits extends Partial<Readonly<Record<OrganisationKind, readonly Role[]>>> {
  readonly clients?: Partial<Readonly<Record<OrganisationKind, readonly Scope[]>>>;
}

export const REGISTRARS: Admits = {
  maker: ["admin", "steward"],
  oem: ["oem"],
  clients: { oem: ["register"] },
};
export const READERS: Admits = { ...REGISTRARS, maker: ["admin", "steward", "support"] };
export const SWAPPERS: Admits = { maker: ["admin", "steward"], oem: ["oem"] };
export const SUPPORTERS: Admits = { maker: ["admin", "steward", "support"] };
export const BOARD: Admits = { ...SUPPORTERS, oem: ["oem"] };
export const STEWARDS: Admits = { maker: ["admin", "steward"] };
export const PRODUCERS: Admits = { ...STEWARDS, clients: { maker: ["produce"] } };
export const OEMS: Admits = { oem: ["oem"] };
export const ADMINS: Admits = { maker: ["admin"] };
export const PRIVACY: Admits = { maker: ["privacy"] };
export const ANALYSTS: Admits = { maker: ["analyst"] };
export const LEDGER: Admits = { maker: ["privacy", "admin"] };
export const CONSENTS: Admits = { maker: ["privacy", "admin", "support"] };
export const RECORDERS: Admits = {
  ...PRIVACY,
  clients: { maker: ["consent"], oem: ["consent"], fleet: ["consent"] },
};
export const PLATFORM: Admits = { maker: ["platform"] };
export const PERSONS: Admits = { maker: ROLES, oem: ROLES, fleet: ROLES };
export const ALL: Admits = { ...PERSONS, clients: { maker: SCOPES, oem: SCOPES, fleet: SCOPES } };

const WITH_BIKES: readonly Role[] = ["operator", "support", "platform", "admin"];
export const RECORD: Admits = {
  maker: [...WITH_BIKES, "steward"],
  oem: [...WITH_BIKES, "oem"],
  fleet: WITH_BIKES,
};
export const LOOKUP: Admits = {
  maker: [...WITH_BIKES, "steward"],
  oem: [...WITH_BIKES, "oem"],
  fleet: [...WITH_BIKES, "oem"],
  clients: { maker: ["read"], oem: ["read"], fleet: ["read"] },
};
export const ACTIVATION: Admits = {
  maker: ["support", "oem"],
  oem: ["support", "oem"],
  fleet: ["support", "oem"],
  clients: { maker: ["read"], oem: ["read"], fleet: ["read"] },
};

/** Whether somebody is among those. */
export function isAdmitted(actor: Actor, admits: Admits): boolean {
  const { kind } = homeOf(actor);
  if (actor.kind === "user") return actor.roles.some((role) => admits[kind]?.includes(role));
  return actor.client.scopes.some((scope) => admits.clients?.[kind]?.includes(scope));
}
