import { expect, it } from "vitest";
import { PAGE_SIZE, pageOf, pagesOf, skipOf } from "./page-of";

it.each([0, 1, PAGE_SIZE, PAGE_SIZE + 1, 9_996, 9_997, 2_000_000])(
  "no page of %s rows lies farther than the store goes",
  (total) => {
    const last = pagesOf(total);
    expect(skipOf(pageOf(Math.max(1, last))) + PAGE_SIZE).toBeLessThanOrEqual(10_000);
    expect(skipOf(pageOf(999_999)) + PAGE_SIZE).toBeLessThanOrEqual(10_000);
    if (total > 0 && total < 9_996) expect(skipOf(pageOf(last))).toBeLessThan(total);
  },
);

it("page 0 of a list is its beginning, shorter than a page", () => {
  const beginning = pageOf(0);
  expect(skipOf(beginning)).toBe(0);
  expect(beginning.size).toBeLessThan(PAGE_SIZE);
});
