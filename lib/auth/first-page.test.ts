import { expect, it } from "vitest";
import { ROLES, type UserActor } from "@/lib/domain/actor";
import { mayUse } from "./access";
import { firstPageOf } from "./first-page";

const somebody = (...roles: UserActor["roles"]): UserActor => ({
  kind: "user",
  id: "u",
  name: "U",
  email: "u@x",
  organisation: { id: "o", name: "O", kind: "maker" },
  roles,
});

it.each([
  [["operator"], "/map"],
  [["platform"], "/ingest"],
  [["admin"], "/admin"],
  [["support"], "/bikes"],
  [["platform", "operator"], "/map"],
  [["privacy"], "/privacy/consent"],
  [["analyst"], "/reports"],
] as const)("of %j is %s", (roles, page) => {
  expect(firstPageOf(somebody(...roles))).toBe(page);
});

it.each(ROLES)("is one that %s may use", (role) => {
  expect(mayUse(somebody(role), firstPageOf(somebody(role)))).toBe(true);
});

it("is the map for administrators of a fleet, who have no page of administration", () => {
  const organisation = { id: "f", name: "F", kind: "fleet" as const };
  expect(firstPageOf({ ...somebody("admin"), organisation })).toBe("/map");
  expect(firstPageOf({ ...somebody("platform"), organisation })).toBe("/account");
});
