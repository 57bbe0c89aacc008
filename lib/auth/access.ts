import { type Actor, type OrganisationKind, ROLES, type Role, type Scope } from "@/lib/domain/actor";

/** Who may use a page or route: anybody, or people with one of the roles and clients with one of the scopes. */
export type Access =
  | "public"
  | {
      readonly roles: readonly Role[];
      readonly scopes?: readonly Scope[];
      /** Whose people only; without it everybody's. */
      readonly organisation?: OrganisationKind;
    };

/** The first screens of these roles show bikes. */
const BIKE_ROLES = ["operator", "support", "platform", "admin"] as const;

/** Who may ask which bike a number belongs to. */
const LOOKUP_ROLES = [...BIKE_ROLES, "steward", "oem"] as const;
/** They see what is registered of a bike; those of them who work with bikes, its readings as well. */
const RECORD_ROLES = [...BIKE_ROLES, "oem", "steward"] as const;

/** Those of them who may see at any time where bikes are. */
const MAP_ROLES = ["operator", "platform", "admin"] as const;

/** Who of an OEM or, for any OEM, of the maker registers bikes; the verbs ask for the organisation, too. */
const REGISTRARS = ["oem", "admin", "steward"] as const;

/** Every page by its path, every route by its method and path: nothing is served that is not listed here. */
export const ACCESS = {
  "/": { roles: ROLES },
  "/sign-in": "public",
  "/not-permitted": "public",
  "/map": { roles: MAP_ROLES },
  "/map/list": { roles: MAP_ROLES },
  "/account": { roles: ROLES },
  "/api-docs": { roles: ROLES },
  "/bikes": { roles: BIKE_ROLES },
  "/bikes/[bikeId]": { roles: RECORD_ROLES },
  "/corrections": { roles: ["oem", "steward", "support", "admin"] },
  "/reports": { roles: ["analyst"], organisation: "maker" },
  "/reports/[definition]": { roles: ["analyst"], organisation: "maker" },
  "/reports/views/[id]": { roles: ["analyst"], organisation: "maker" },
  "GET /api/reports/[definition]": { roles: ["analyst"], organisation: "maker" },
  "/privacy/queries": { roles: ["privacy"], organisation: "maker" },
  "/privacy/locations": { roles: ["privacy"], organisation: "maker" },
  "/privacy/erasure": { roles: ["privacy"], organisation: "maker" },
  "POST /api/privacy/export": { roles: ["privacy"], organisation: "maker" },
  "/privacy/consent": { roles: ["privacy", "admin"], organisation: "maker" },
  "/privacy/consent/receipts": { roles: ["privacy", "admin"], organisation: "maker" },
  "/ingest": { roles: ["platform", "admin"], organisation: "maker" },
  "/ingest/runbook": { roles: ["platform", "admin"], organisation: "maker" },
  "/ingest/dead-letters": { roles: ["platform", "admin"], organisation: "maker" },
  "/ingest/quarantine": { roles: ["platform", "admin"], organisation: "maker" },
  "/admin": { roles: ["admin"], organisation: "maker" },
  "/admin/users": { roles: ["admin"], organisation: "maker" },
  "/admin/tenants": { roles: ["admin"], organisation: "maker" },
  "/admin/clients": { roles: ["admin"], organisation: "maker" },
  "/admin/audit": { roles: ["admin"], organisation: "maker" },
  "/simulator": { roles: ["platform", "admin"], organisation: "maker" },
  "/registration": { roles: REGISTRARS },
  "/registration/plants": { roles: REGISTRARS },
  "/registration/[batchId]": { roles: REGISTRARS },
  "POST /api/registration/files": { roles: REGISTRARS },
  "GET /api/registration/files": { roles: REGISTRARS },
  "/review": { roles: ["steward", "admin"], organisation: "maker" },
  "/review/[id]": { roles: ["steward", "admin"], organisation: "maker" },
  "/questions": { roles: ["oem"], organisation: "oem" },
  "/quality": { roles: ["oem", "support", "steward", "admin"] },
  "POST /api/legacy/files": { roles: ["steward", "admin"], organisation: "maker" },
  "GET /api/legacy/files": { roles: ["steward", "admin"], organisation: "maker" },
  "GET /api/auth/[...nextauth]": "public",
  "POST /api/auth/[...nextauth]": "public",
  "POST /api/v1/telemetry": { roles: [], scopes: ["write"] },
  "GET /api/v1/bikes": { roles: BIKE_ROLES, scopes: ["read"] },
  "GET /api/v1/lookup": { roles: LOOKUP_ROLES, scopes: ["read"] },
  "GET /api/v1/bikes/[bikeId]/state": { roles: BIKE_ROLES, scopes: ["read"] },
  "GET /api/v1/bikes/[bikeId]/readings": { roles: BIKE_ROLES, scopes: ["read"] },
  "GET /api/v1/bikes/[bikeId]/rides": { roles: BIKE_ROLES, scopes: ["read"] },
  "GET /api/v1/bikes/[bikeId]/range": { roles: BIKE_ROLES, scopes: ["read"] },
  "POST /api/v1/estimates": { roles: BIKE_ROLES, scopes: ["read"] },
  "POST /api/v1/registrations": { roles: REGISTRARS, scopes: ["register"] },
  "GET /api/v1/registrations/[id]": { roles: [...REGISTRARS, "support"], scopes: ["register"] },
  "POST /api/v1/productions": { roles: ["admin", "steward"], scopes: ["produce"], organisation: "maker" },
  "POST /api/v1/consents": { roles: [], scopes: ["consent"] },
  "GET /api/v1/activation/[identifier]": { roles: ["support", "oem"], scopes: ["read"] },
  "GET /api/live": { roles: MAP_ROLES },
  "GET /api/live/bikes": { roles: MAP_ROLES },
  "GET /api/live/home": { roles: MAP_ROLES },
  "GET /api/status": { roles: BIKE_ROLES, organisation: "maker" },
  "GET /api/v1/openapi.json": "public",
} as const satisfies Record<string, Access>;

type Key = keyof typeof ACCESS;
type KeysNeedingActor = { [K in Key]: (typeof ACCESS)[K] extends "public" ? never : K }[Key];

/** Pages that need somebody signed in. */
export type PageKey = Extract<KeysNeedingActor, `/${string}`>;
/** Routes that need somebody signed in or a client's key. */
export type RouteKey = Exclude<KeysNeedingActor, `/${string}`>;

/** What the table says about a page or route. */
export const accessTo = (key: Key): Access => ACCESS[key];

/** Whether the table lets this actor use this page or route. */
export function mayUse(actor: Actor, key: Key): boolean {
  const access = accessTo(key);
  if (access === "public") return true;
  switch (actor.kind) {
    case "user":
      return (
        (access.organisation ?? actor.organisation.kind) === actor.organisation.kind &&
        access.roles.some((role) => actor.roles.includes(role))
      );
    case "api-client":
      return (access.scopes ?? []).some((scope) => actor.client.scopes.includes(scope));
  }
}

/** The page that serves a path, `/bikes/[bikeId]` for `/bikes/LI-000123`; null when there is none. */
export function pageAt(path: string): Key | null {
  const parts = path.split("/");
  const fits = (key: string) => {
    const pattern = key.split("/");
    return (
      pattern.length === parts.length &&
      pattern.every((part, index) => (part.startsWith("[") ? parts[index] !== "" : part === parts[index]))
    );
  };
  return pageKeys.find(fits) ?? null;
}

const isKey = (key: string): key is Key => key in ACCESS;
const pageKeys = Object.keys(ACCESS)
  .filter(isKey)
  .filter((key) => key.startsWith("/"))
  .toSorted((a, b) => a.split("[").length - b.split("[").length);
