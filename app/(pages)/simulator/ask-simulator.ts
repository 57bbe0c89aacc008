import { type Control, type SimulatorAnswer, SimulatorState } from "@/lib/domain/simulator-control";
import type { SimulatorControls } from "./simulator-controls";

const STATE_TIMEOUT_MS = 3_000;
/** A larger fleet is given its master data first. */
const CONTROL_TIMEOUT_MS = 30_000;

const AWAY =
  "The simulator does not answer. It may be starting; if it is not there within a minute, simulator.log says why.";
const UNKNOWN = "The simulator answers in a form that this page does not know.";
const WHY: Readonly<Record<number, string>> = {
  400: "The simulator refused the change.",
  401: "The simulator does not know this server: it was started by another npm start.",
};

/** How the fleet is. */
export const askState = (controls: SimulatorControls, send = fetch): Promise<SimulatorAnswer> =>
  ask(send, controls, "/state", { signal: AbortSignal.timeout(STATE_TIMEOUT_MS) });

/** Has the fleet changed, and says how it is then. */
export const sendControl = (
  controls: SimulatorControls,
  control: Control,
  send = fetch,
): Promise<SimulatorAnswer> =>
  ask(send, controls, "/control", {
    method: "POST",
    body: JSON.stringify(control),
    signal: AbortSignal.timeout(CONTROL_TIMEOUT_MS),
  });

async function ask(
  send: typeof fetch,
  { port, token }: SimulatorControls,
  path: string,
  init: RequestInit,
): Promise<SimulatorAnswer> {
  const headers = { authorization: `Bearer ${token}` };
  try {
    const answer = await send(`http://127.0.0.1:${port}${path}`, { ...init, headers, cache: "no-store" });
    if (!answer.ok) return { kind: "failed", why: WHY[answer.status] ?? AWAY };
    const state = SimulatorState.safeParse(await answer.json());
    return state.success
      ? { kind: "state", state: state.data, askedAtMs: Date.now() }
      : { kind: "failed", why: UNKNOWN };
  } catch {
    return { kind: "failed", why: AWAY };
  }
}
