import { describe, expect, it } from "vitest";
import { countCases, countScenarios, countTests, summaryOf } from "./test-count";

const file = (status: string, ...tests: string[]) => ({
  name: "lib/a.test.ts",
  status,
  message: "SyntaxError: no such export",
  assertionResults: tests.map((test, n) => ({
    status: test,
    fullName: `a thing does ${n}`,
    failureMessages: test === "failed" ? ["expected 1 to be 2\n    at a.test.ts:3"] : [],
  })),
});

describe("counting tests", () => {
  it("takes passed and failed tests from the report", () => {
    const testResults = [file("passed", "passed", "passed"), file("failed", "passed", "failed")];
    expect(countTests({ numPassedTests: 3, numFailedTests: 1, testResults }, 1)).toEqual({
      passed: 3,
      failed: 1,
      failures: ["lib/a.test.ts › a thing does 1\n  expected 1 to be 2\n      at a.test.ts:3"],
    });
  });

  it("never lets a file that could not be loaded look like success", () => {
    const report = { numPassedTests: 0, numFailedTests: 0, testResults: [file("failed")] };
    expect(countTests(report, 1)).toEqual({
      passed: 0,
      failed: 1,
      failures: ["lib/a.test.ts\n  SyntaxError: no such export"],
    });
  });

  it("counts a run that ended badly, or left no report, as a failure", () => {
    expect(countTests({ numPassedTests: 5, numFailedTests: 0, testResults: [] }, 1).failed).toBe(1);
    expect(countTests(undefined, 0)).toEqual({ passed: 0, failed: 1 });
  });

  it("sums up in one line", () => {
    const counts = [
      { passed: 10, failed: 0 },
      { passed: 4, failed: 2 },
    ];
    expect(summaryOf(counts)).toBe("14 passed, 2 failed");
  });

  it("names what failed just before that line", () => {
    const counts = [{ passed: 1, failed: 1, failures: ["lib/a.test.ts › a thing\n  expected 1 to be 2"] }];
    expect(summaryOf(counts)).toBe("✗ lib/a.test.ts › a thing\n  expected 1 to be 2\n1 passed, 1 failed");
  });
});

describe("the fault laboratory's count", () => {
  const line =
    '{"bench":"faults","figures":{"scenarios":9,"lost":0,"duplicates":0,"regressions":0,"failed":2},"ok":false}';

  it.each([
    ["some failed", `table\n${line}\n`, 1, { passed: 7, failed: 2 }],
    ["it ended before its figures", "Elasticsearch did not start\n", 2, { passed: 0, failed: 1 }],
    ["it printed nothing", "", null, { passed: 0, failed: 1 }],
  ] as const)("is right where %s", (_what, text, exitCode, count) => {
    expect(countScenarios(text, exitCode)).toEqual(count);
  });

  it("is a failure where it ended badly although every scenario passed", () => {
    const passed = line.replace('"failed":2', '"failed":0');
    expect([countScenarios(passed, 0), countScenarios(passed, 1)]).toEqual([
      { passed: 9, failed: 0 },
      { passed: 9, failed: 1 },
    ]);
  });
});

describe("the count of the alarms' cases", () => {
  const names = ["Held fires: a store is away", "Held is quiet: none is"];
  const report = (name: string) => `  FAILED:\n    name: ${name},\n    alertname: Held, time: 3m,\n`;

  it.each([
    ["all passed", "  SUCCESS\n", 0, { passed: 2, failed: 0 }],
    ["one failed", report("Held is quiet: none is"), 1, { passed: 1, failed: 1 }],
    ["the rules could not be read", "  FAILED:\nslipstream.rules.yml: yaml\n", 1, { passed: 0, failed: 2 }],
    ["it was killed", "", null, { passed: 0, failed: 2 }],
  ] as const)("is right where %s", (_what, text, exitCode, count) => {
    expect(countCases(names, text, exitCode)).toEqual(count);
  });
});
