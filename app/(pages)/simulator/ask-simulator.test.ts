import { describe, expect, it } from "vitest";
import { SIMULATOR_STATE as state } from "@/lib/domain/testing/simulator-state";
import { askState, sendControl } from "./ask-simulator";

const controls = { port: 9_466, token: "t".repeat(43) };

/** A simulator that answers so, and what it was asked. */
function simulator(answer: () => Response | Promise<Response>) {
  const asked: { url: string; method: string; authorization: string | null; body: string }[] = [];
  const send: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    const { url, method, headers } = request;
    asked.push({ url, method, authorization: headers.get("authorization"), body: await request.text() });
    return answer();
  };
  return { asked, send };
}
const json = (body: unknown, status = 200) => simulator(() => Response.json(body, { status }));

describe("what the simulator is asked", () => {
  it("is its state, on loopback and with its token", async () => {
    const { asked, send } = json(state);
    expect(await askState(controls, send)).toMatchObject({ kind: "state", state });
    const authorization = `Bearer ${controls.token}`;
    expect(asked).toEqual([{ url: "http://127.0.0.1:9466/state", method: "GET", authorization, body: "" }]);
  });

  it("is a change, after which it says how it is", async () => {
    const { asked, send } = json(state);
    const change = { offline: { bikes: 20, minutes: 60 } };
    expect(await sendControl(controls, change, send)).toMatchObject({ kind: "state", state });
    expect(asked).toMatchObject([
      { url: "http://127.0.0.1:9466/control", method: "POST", body: JSON.stringify(change) },
    ]);
  });
});

describe("a simulator that is not as it should be", () => {
  it.each([
    ["is away", simulator(() => Promise.reject(new TypeError("fetch failed"))), "does not answer"],
    ["breaks off", simulator(() => new Response('{"bikes":')), "does not answer"],
    ["fails", json({ detail: "the request failed" }, 500), "does not answer"],
    ["has another token", json({}, 401), "does not know this server"],
    ["refuses", json({ detail: "<b>no</b>" }, 400), "refused the change"],
    ["tells something else", json({ ...state, bikes: "many" }), "in a form"],
  ])("leads to a sentence when it %s", async (_what, { send }, why) => {
    expect(await askState(controls, send)).toEqual({ kind: "failed", why: expect.stringContaining(why) });
  });
});
