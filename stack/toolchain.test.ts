import { describe, expect, it } from "vitest";
import { checkNode, findJava, parseJava } from "./toolchain";

const printed = (version: string, specification: string) => `Property settings:
    java.home = /usr/lib/jvm/some java
    java.specification.version = ${specification}
    java.version = ${version}
    java.vendor = Somebody
`;

describe("toolchain", () => {
  it.each(["20.19.0", "20.20.2", "22.0.0", "24.1.0"])("takes Node %s", (version) => {
    expect(() => checkNode(version)).not.toThrow();
  });

  it.each(["18.20.4", "20.18.3"])("refuses Node %s in one sentence", (version) => {
    expect(() => checkNode(version)).toThrow(
      `Slipstream needs Node 20.19 or newer; this is Node ${version}.`,
    );
  });

  it("takes a JDK 17 and newer, wherever it lives", () => {
    expect(parseJava(printed("17.0.15", "17"))).toEqual({
      home: "/usr/lib/jvm/some java",
      version: "17.0.15",
    });
    expect(parseJava(printed("25", "25")).version).toBe("25");
  });

  it.each([
    ["11.0.20", "11"],
    ["1.8.0_392", "1.8"],
  ])("refuses Java %s", (version, specification) => {
    expect(() => parseJava(printed(version, specification))).toThrow(`this is Java ${version}.`);
  });

  it("names what does not run when there is no Java", async () => {
    await expect(findJava({ NODE_ENV: "test", JAVA_HOME: "/nowhere" })).rejects.toThrow(
      "needs a JDK 17 or newer: “/nowhere/bin/java” does not run",
    );
  });
});
