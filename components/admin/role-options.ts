import { ROLES, type Role } from "@/lib/domain/actor";

const ABOUT: Readonly<Record<Role, string>> = {
  operator: "live map and bikes",
  analyst: "reports",
  support: "bikes, positions for a reason",
  oem: "registration of the bikes it built",
  privacy: "consent",
  platform: "ingest and what was refused",
  admin: "users, tenants, keys, audit",
  steward: "contradictions of old data",
};

/** Roles to choose from, with what each is for. */
export const ROLE_OPTIONS = ROLES.map((role) => [role, `${role}: ${ABOUT[role]}`] as const);
