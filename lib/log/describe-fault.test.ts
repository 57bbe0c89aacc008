import { expect, it } from "vitest";
import { describeFault } from "./describe-fault";

const SECRET = "47.1415";

function jsonFault(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (fault) {
    return fault;
  }
}

it.each<[string, unknown, string]>([
  ["the parameters of a query", new Error(`Failed query: select $1\nparams: a\nb,${SECRET}`), "select $1"],
  [
    "the value that a store cannot read",
    new Error(`failed to parse field [location]. Preview of field's value: '{lat=${SECRET}}'`),
    "failed to parse field [location].",
  ],
  ["an answer that is no JSON", jsonFault(`{"lat":${SECRET},}x`), "in JSON"],
  ["an answer that is cut", jsonFault(`${SECRET}"`), "JSON"],
  ["an answer that has too much", jsonFault(`<html>${SECRET}</html>`), "is not valid JSON"],
  ["an answer that a client keeps", Object.assign(new Error("no JSON"), { data: SECRET }), "no JSON"],
])("tells a fault and its cause without %s, wherever that is repeated", (_what, fault, told) => {
  const descriptions = [
    describeFault(fault),
    describeFault(new Error("away", { cause: fault })),
    describeFault(String(fault)),
  ];
  for (const description of descriptions) {
    expect(JSON.stringify(description)).toContain(told);
    expect(JSON.stringify(description)).not.toContain(SECRET);
  }
  expect(descriptions[0]?.stack).toContain("describe-fault.test");
});
