import type { Role } from "@/lib/domain/actor";

/** What a role works with, in a sentence, for roles whose work has no page. */
const WORK: Partial<Record<Role, string>> = {
  analyst: "Analysts work with reports on use, distance, energy and battery health.",
  privacy: "Privacy officers work with consent: who gave it, who withdrew it, and what followed.",
  oem: "OEMs work with the registration of the bikes that they built.",
  steward: "Data stewards work with contradictions of old data, and decide which source is right.",
};

/** What these roles work with. */
export const workOf = (roles: readonly Role[]): string[] => roles.flatMap((role) => WORK[role] ?? []);
