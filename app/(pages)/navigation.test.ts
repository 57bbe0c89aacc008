import { describe, expect, it } from "vitest";
import { type Actor, ROLES, type Role } from "@/lib/domain/actor";
import { hasLookup, navigationOf } from "./navigation";

const organisation = { id: "o", name: "O", kind: "maker" as const };
const somebody = (role: Role): Actor => ({
  kind: "user",
  id: "u",
  name: "U",
  email: "u@x",
  organisation,
  roles: [role],
});
const labels = (role: Role, hasSimulator: boolean) =>
  navigationOf(somebody(role), hasSimulator).map(({ label }) => label);

describe("the rail", () => {
  it("leads to the simulator where one runs, and only who may meddle with it", () => {
    expect(labels("platform", true)).toContain("Simulator");
    expect(labels("platform", false)).not.toContain("Simulator");
    expect(labels("operator", true)).not.toContain("Simulator");
  });

  it("shows what a role may use, in one order", () => {
    expect(labels("operator", false)).toEqual(["Map", "Bikes", "API"]);
    expect(labels("admin", false)).toContain("Admin");
    expect(labels("platform", false)).not.toContain("Admin");
    expect(labels("analyst", true)).toEqual(["Reports", "API"]);
    expect(labels("privacy", false)).toEqual(["Consent", "Erasure", "Locations", "Queries", "API"]);
  });
});

it("has the lookup for those who may open what it finds", () => {
  const having = ROLES.filter((role) => hasLookup(somebody(role)));
  expect(having).toEqual(["operator", "support", "oem", "platform", "admin", "steward"]);
});
