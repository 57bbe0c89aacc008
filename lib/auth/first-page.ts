import type { Role, UserActor } from "@/lib/domain/actor";
import { mayUse, type PageKey } from "./access";

/** Where the job of a role begins; who has several begins with the first of them. */
const FIRST_PAGES: readonly (readonly [Role, PageKey])[] = [
  ["operator", "/map"],
  ["support", "/bikes"],
  ["analyst", "/reports"],
  ["platform", "/ingest"],
  ["oem", "/registration"],
  ["steward", "/review"],
  ["admin", "/admin"],
  ["admin", "/map"],
  ["privacy", "/privacy/consent"],
  ["steward", "/corrections"],
];

/** The page that somebody sees first: of those of their roles that they may use; their account where there is none. */
export const firstPageOf = (user: UserActor): PageKey =>
  FIRST_PAGES.find(([role, page]) => user.roles.includes(role) && mayUse(user, page))?.[1] ?? "/account";
