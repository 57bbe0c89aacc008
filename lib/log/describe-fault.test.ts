import { expect, it } from "vitest";
import { describeFault } from "./describe-fault";

it("tells a fault and its cause without the parameters of a query, wherever they are repeated", () => {
  const cause = new Error("Failed query: select $1\nparams: rider@example.com,secret");
  const told = JSON.stringify([describeFault(cause), describeFault(new Error("away", { cause }))]);
  expect(told).toContain("select $1");
  expect(told).toContain("describe-fault.test");
  expect(told).not.toContain("secret");
});
