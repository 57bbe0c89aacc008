import { expect, it } from "vitest";
import { mayUse } from "@/lib/auth/access";
import { ROLES, type UserActor } from "@/lib/domain/actor";
import { workOf } from "./role-words";

const organisation = { id: "o", name: "O", kind: "maker" } as const;
const withRole = (role: (typeof ROLES)[number]): UserActor => ({
  kind: "user",
  id: "u",
  name: "U",
  email: "u@x",
  organisation,
  roles: [role],
});

it.each(ROLES.filter((role) => !mayUse(withRole(role), "/bikes")))(
  "has words for %s, who has no page",
  (role) => {
    expect(workOf([role])).toHaveLength(1);
  },
);

it("says of each role what it works with, once", () => {
  expect(workOf(["analyst", "privacy"])).toHaveLength(2);
  expect(workOf(["operator"])).toEqual([]);
});
