import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Control, SimulatorState } from "@/lib/domain/simulator-control";
import { pickPort } from "@/stack/ports";
import { serveControls } from "./control-server";

const TOKEN = "t".repeat(32);
const state: SimulatorState = {
  seed: 1,
  at: "2026-11-25T06:00:00.000Z",
  bikes: 300,
  riding: 240,
  charging: 3,
  offline: 2,
  faulty: 1,
  registered: 288,
  speed: null,
  sent_readings_per_s: 250,
  sent_readings: 1_000,
  refused_packets: 0,
  refused_values: 0,
  waiting_live: 0,
  waiting_late: 0,
  kept_offline: 940,
  kept_in_phones: 120,
  failure: null,
};
const asked: Control[] = [];
let address: string;
let close: () => void;
beforeAll(async () => {
  const port = await pickPort(0, new Set());
  address = `http://127.0.0.1:${port}`;
  close = await serveControls(port, TOKEN, {
    state: () => state,
    control: async (control) => {
      asked.push(control);
    },
  });
});
afterAll(() => close());

const ask = (path: string, init: RequestInit = {}, token = TOKEN) =>
  fetch(address + path, { ...init, headers: { authorization: `Bearer ${token}` } });
const post = (body: string, token = TOKEN) => ask("/control", { method: "POST", body }, token);

describe("the simulator's API", () => {
  it("tells its state, and takes control", async () => {
    expect(await (await ask("/state")).json()).toEqual(state);
    const answer = await post('{"bikes":500,"offline":{"bikes":20,"minutes":60}}');
    expect(answer.status).toBe(200);
    expect(asked).toEqual([{ bikes: 500, offline: { bikes: 20, minutes: 60 } }]);
  });

  it("opens to its token only", async () => {
    expect((await ask("/state", {}, "x".repeat(32))).status).toBe(401);
    expect((await post('{"bikes":1}', "")).status).toBe(401);
    expect((await fetch(`${address}/state`)).status).toBe(401);
    expect(asked).toHaveLength(1);
  });

  it.each(["{", "", '{"bikes":0}', '{"bikez":1}', `{"bikes":${" ".repeat(20_000)}1}`])(
    "refuses %.20s and does nothing",
    async (body) => {
      const answer = await post(body);
      expect(answer.status).toBe(400);
      expect(await answer.json()).toHaveProperty("detail");
      expect(asked).toHaveLength(1);
    },
  );

  it("knows no other way in", async () => {
    expect((await ask("/control")).status).toBe(404);
    expect((await ask("/")).status).toBe(404);
  });
});
