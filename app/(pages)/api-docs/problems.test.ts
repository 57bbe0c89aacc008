import { expect, it } from "vitest";
import { PROBLEMS } from "@/app/api/problem";
import { RETRIES } from "@/lib/domain/api-retries";

it("says of every problem whether the request may be sent again", () => {
  const statuses = Object.values(PROBLEMS).map(({ status }) => String(status));
  expect(Object.keys(RETRIES)).toEqual(statuses.toSorted());
});
