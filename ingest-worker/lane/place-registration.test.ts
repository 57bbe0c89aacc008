import { expect, it } from "vitest";
import { aBikeEntity } from "@/lib/domain/testing/a-bike-entity";
import { createLog } from "@/lib/log";
import { createMetrics } from "../metrics";
import { RegistrationPlacer } from "./place-registration";
import { Ticket } from "./ticket";

const originOf = (number: number) => ({
  topic: "bikes",
  partition: 0,
  offset: String(number),
  bikeId: `LI-${number}`,
  value: Buffer.from(JSON.stringify(aBikeEntity(`LI-${number}`))),
});

it("has room again when what it placed is durable, however much came before anybody asked", async () => {
  const durable: (() => void)[] = [];
  const states = {
    register: () => undefined,
    settled: () => new Promise<void>((resolve) => durable.push(resolve)),
  };
  const placer = new RegistrationPlacer(
    states,
    async () => undefined,
    createMetrics(),
    createLog("tests", "silent"),
  );
  let released = 0;
  const place = (from: number, count: number) => {
    for (let number = from; number < from + count; number++) {
      const ticket = new Ticket(() => released++);
      placer.place(originOf(number), ticket);
      ticket.release();
    }
  };
  place(0, 10_200);
  expect(placer.hasRoom).toBe(false);
  const room = placer.room();
  durable[0]?.();
  await room;
  expect([placer.hasRoom, released]).toEqual([true, 10_200]);
  place(10_200, 1);
  placer.report();
  durable[1]?.();
  await new Promise(setImmediate);
  expect(released).toBe(10_201);
});
