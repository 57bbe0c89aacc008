import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Actor, ROLES } from "@/lib/domain/actor";
import { ACCESS, accessTo, mayUse, pageAt } from "./access";

const files = readdirSync("app", { recursive: true, encoding: "utf8" })
  .filter((file) => /(^|\/)(page|route)\.tsx?$/.test(file))
  .map((file) => `app/${file}`)
  .toSorted();
const METHODS =
  /export (?:async function|function|const) (GET|HEAD|POST|PUT|PATCH|DELETE)\b|\bas (GET|HEAD|POST|PUT|PATCH|DELETE)\b/g;

/** `app/(pages)/bikes/page.tsx` serves `/bikes`. */
const pathOf = (file: string) =>
  `/${file
    .split("/")
    .slice(1, -1)
    .filter((part) => !part.startsWith("("))
    .join("/")}`;

const keysOf = (file: string, text: string) => {
  const path = pathOf(file);
  if (/page\.tsx?$/.test(file)) return [path];
  return [...text.matchAll(METHODS)].map((match) => `${match[1] ?? match[2]} ${path}`);
};

const served = files.map((file) => {
  const text = readFileSync(file, "utf8");
  return { file, text, keys: keysOf(file, text) };
});

describe("the access table", () => {
  it.each(served)("rules $file, which asks for its own entry", ({ file, text, keys }) => {
    expect(keys.length).toBeGreaterThan(0);
    for (const key of keys) {
      expect(Object.keys(ACCESS)).toContain(key);
      if (ACCESS[key as keyof typeof ACCESS] === "public") continue;
      const call = file.includes("/route.") ? `apiActor(request, "${key}")` : `requireActor("${key}")`;
      expect(text).toContain(call);
    }
  });

  it("lists nothing that is not served", () => {
    expect(served.flatMap((entry) => entry.keys).toSorted()).toEqual(Object.keys(ACCESS).toSorted());
  });

  it.each([
    ["/", "/"],
    ["/bikes", "/bikes"],
    ["/bikes/LI-000123", "/bikes/[bikeId]"],
    ["/bikes/", null],
    ["/bikes/LI-000123/x", null],
    ["/nothing", null],
  ])("finds the page at %s", (path, page) => expect(pageAt(path)).toBe(page));

  it("opens to a role exactly what it lists, and to a key only what its scope is for", () => {
    const organisation = { id: "o", name: "O", kind: "maker" as const };
    for (const role of ROLES) {
      const actor: Actor = { kind: "user", id: "u", name: "U", email: "u@x", organisation, roles: [role] };
      const access = accessTo("/bikes");
      expect(mayUse(actor, "/bikes")).toBe(access !== "public" && access.roles.includes(role));
      expect(mayUse(actor, "POST /api/v1/telemetry")).toBe(false);
    }
    const ofFleet = { id: "f", name: "F", kind: "fleet" as const };
    const operator = {
      kind: "user" as const,
      id: "u",
      name: "U",
      email: "u@x",
      roles: ["operator" as const],
    };
    expect(mayUse({ ...operator, organisation }, "GET /api/status")).toBe(true);
    expect(mayUse({ ...operator, organisation: ofFleet }, "GET /api/status")).toBe(false);
    const platform = { ...operator, roles: ["platform" as const, "admin" as const] };
    for (const page of ["/ingest", "/simulator"] as const) {
      expect(mayUse({ ...platform, organisation }, page)).toBe(true);
      expect(mayUse({ ...platform, organisation: ofFleet }, page)).toBe(false);
    }
    const client: Actor = {
      kind: "api-client",
      client: {
        id: "c",
        name: "C",
        organisationId: "o",
        organisationKind: "fleet",
        scopes: ["write"],
        sources: ["app"],
        bikeIds: [],
        bikePrefixes: ["LI-"],
      },
    };
    expect(mayUse(client, "POST /api/v1/telemetry")).toBe(true);
    expect(mayUse(client, "GET /api/v1/bikes")).toBe(false);
    expect(mayUse(client, "/bikes")).toBe(false);
  });
});
