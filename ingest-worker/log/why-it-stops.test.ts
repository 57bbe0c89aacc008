import { expect, it } from "vitest";
import { writtenLines } from "@/lib/log/testing/written-lines";
import { UnknownAnswer } from "../store-gate";
import { whyItStops } from "./why-it-stops";

it("tells by what a fault can be followed, and nothing of an answer that came with it", () => {
  const { log, lines } = writtenLines();
  const answer = { data: '{"location":{"lat":47.1415', meta: { body: { location: "47.1415" } } };
  log.fatal(whyItStops(Object.assign(new Error("no JSON"), answer)), "stopping uncommitted");
  log.fatal(whyItStops(new UnknownAnswer("row 7 of 5", { window: "2026-w47" })), "stopping uncommitted");
  expect(lines).toMatchObject([
    {
      level: 60,
      fault: { name: "Error", message: "no JSON", stack: expect.stringContaining("why-it-stops") },
    },
    { window: "2026-w47", fault: { name: "UnknownAnswer", message: "row 7 of 5" } },
  ]);
  expect(JSON.stringify(lines)).not.toContain("47.1415");
});
