import { describe, expect, it } from "vitest";
import type { OrganisationKind, Role, UserActor } from "@/lib/domain/actor";
import { requireRepairer } from "./require-repairer";

const someone = (kind: OrganisationKind, ...roles: Role[]): UserActor => ({
  kind: "user",
  id: "id-1",
  name: "P",
  email: "p@x.example",
  organisation: { id: "id-2", name: "O", kind },
  roles,
});

describe("who may repair", () => {
  it.each([
    someone("maker", "platform"),
    someone("maker", "admin"),
    { kind: "console", command: "x" } as const,
  ])("%j may", (author) => expect(() => requireRepairer(author)).not.toThrow());

  it.each([
    someone("maker", "operator", "support"),
    someone("fleet", "platform", "admin"),
    someone("oem", "oem"),
  ])("%j may not", (author) => expect(() => requireRepairer(author)).toThrow("of the maker"));
});
