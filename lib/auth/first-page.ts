import type { Role } from "@/lib/domain/actor";
import type { PageKey } from "./access";

/** Where the job of a role begins; who has several begins with the first of them. */
const FIRST_PAGES: readonly (readonly [Role, PageKey])[] = [
  ["operator", "/map"],
  ["support", "/bikes"],
  ["platform", "/ingest"],
  ["admin", "/map"],
];

/** The page that people with these roles see first; their account where no role of theirs has one. */
export const firstPageOf = (roles: readonly Role[]): PageKey =>
  FIRST_PAGES.find(([role]) => roles.includes(role))?.[1] ?? "/account";
