import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Control } from "@/lib/domain/simulator-control";
import { SIMULATOR_STATE as state } from "@/lib/domain/testing/simulator-state";
import { pickPort } from "@/stack/ports";
import { serveControls } from "./control-server";

const TOKEN = "t".repeat(32);
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
