import { describe, expect, it } from "vitest";
import { hashPassword, renderUsers } from "./file-realm";

describe("Elasticsearch's file realm", () => {
  it("holds a password as PBKDF2 with its rounds, salt and key", () => {
    const salt = Buffer.alloc(32, 7);
    const hash = hashPassword("secret", salt);
    expect(hash).toMatch(/^\{PBKDF2\}1000\$[A-Za-z0-9+/]{43}=\$[A-Za-z0-9+/]{43}=$/);
    expect(hashPassword("secret", salt)).toBe(hash);
    expect(hashPassword("Secret", salt)).not.toBe(hash);
    expect(hashPassword("secret")).not.toBe(hash);
  });

  it("gives each user the role of its name", () => {
    const { users, usersRoles } = renderUsers({ ingest: "one", rides: "two" });
    expect(users.split("\n").map((line) => line.split(":")[0])).toEqual(["ingest", "rides", ""]);
    expect(usersRoles).toBe("ingest:ingest\nrides:rides\n");
  });
});
