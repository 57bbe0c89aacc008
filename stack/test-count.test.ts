import { describe, expect, it } from "vitest";
import { countTests, summaryOf } from "./test-count";

const file = (status: string, ...tests: string[]) => ({
  status,
  assertionResults: tests.map((test) => ({ status: test })),
});

describe("counting tests", () => {
  it("takes passed and failed tests from the report", () => {
    const testResults = [file("passed", "passed", "passed"), file("failed", "passed", "failed")];
    expect(countTests({ numPassedTests: 3, numFailedTests: 1, testResults }, 1)).toEqual({
      passed: 3,
      failed: 1,
    });
  });

  it("never lets a file that could not be loaded look like success", () => {
    const report = { numPassedTests: 0, numFailedTests: 0, testResults: [file("failed")] };
    expect(countTests(report, 1)).toEqual({ passed: 0, failed: 1 });
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
});
