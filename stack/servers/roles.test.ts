import { describe, expect, it } from "vitest";
import { renderRoles } from "./roles";

const linesOf = (text: string) =>
  Object.fromEntries(
    text
      .trimEnd()
      .split("\n")
      .map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 2)]),
  );

describe("roles", () => {
  it("lets analysts' pages read published figures and nothing else", () => {
    expect(linesOf(renderRoles("slipstream", "local")).analytics).toBe(
      '{"cluster":[],"indices":[{"names":["slipstream-figures"],"privileges":["read"]}]}',
    );
  });

  it("lets repairs decide in quarantine and list windows, and touch nothing else", () => {
    expect(JSON.parse(linesOf(renderRoles("slipstream", "local")).repair ?? "")).toEqual({
      cluster: [],
      indices: [
        {
          names: ["slipstream-readings-*"],
          privileges: ["view_index_metadata", "indices:monitor/stats*", "indices:data/read/search*"],
        },
        { names: ["slipstream-quarantine"], privileges: ["index", "read"] },
      ],
    });
  });

  it("lets setup add fields to every index that workers write to, and read or write no document", () => {
    const setup = JSON.parse(linesOf(renderRoles("slipstream", "local")).setup ?? "");
    expect(setup.indices).toContainEqual({
      names: ["readings-*", "state", "quarantine", "rides", "consented-rides", "figures"].map(
        (name) => `slipstream-${name}`,
      ),
      privileges: ["indices:admin/mapping/put", "view_index_metadata"],
    });
    expect(setup.indices).toContainEqual({
      names: ["slipstream-rides"],
      privileges: ["indices:admin/settings/update"],
    });
    const privileges: string[] = setup.indices.flatMap((grant: { privileges: string[] }) => grant.privileges);
    expect(
      privileges.filter((privilege) => /^(all|read|index|write|create|delete)$/.test(privilege)),
    ).toEqual([]);
  });

  it("gives nobody in a local installation a pattern wider than the installation's windows", () => {
    const names = renderRoles("slipstream", "local").match(/"slipstream[^"]*"/g) ?? [];
    expect(new Set(names)).toEqual(
      new Set(
        ["readings-*", "state", "quarantine", "rides", "consented-rides", "figures"].map(
          (name) => `"slipstream-${name}"`,
        ),
      ),
    );
  });

  it("covers every suite's namespace in tests", () => {
    expect(linesOf(renderRoles("slipstream*", "test")).ingest).toContain('"slipstream*-readings-*"');
    expect(linesOf(renderRoles("slipstream*", "test")).suite).toContain('"names":["slipstream*-*"]');
  });
});
