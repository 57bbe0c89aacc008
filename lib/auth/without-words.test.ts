import { expect, it } from "vitest";
import { AppError } from "@/lib/errors";
import { withoutWords } from "./without-words";

const failedQuery = new Error('Failed query: select "password_hash" from "users"\nparams: ada@x.example', {
  cause: new Error('invalid byte sequence for encoding "UTF8": 0x00'),
});

it.each([
  ["a failed query", failedQuery, /Failed query.*0x00/],
  [
    "a database that is away",
    new AppError("unavailable", "The database does not answer."),
    /does not answer/,
  ],
  ["a mistake of ours", new TypeError("email.trim is not a function"), /trim/],
  ["what is no error", "broken", /broken/],
])(
  "says only that signing in is unavailable after %s, and logs what it was",
  async (_what, fault, logged) => {
    const lines: string[] = [];
    const log = { error: (...line: unknown[]) => void lines.push(JSON.stringify(line)) };
    await expect(withoutWords(log, () => Promise.reject(fault))).rejects.toThrow(/^unavailable$/);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(logged);
    expect(lines[0]).not.toContain("ada@");
  },
);

it("hands on what there is", async () => {
  const log = { error: () => expect.unreachable() };
  expect(await withoutWords(log, async () => 7)).toBe(7);
});
