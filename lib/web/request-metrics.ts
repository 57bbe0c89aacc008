import { Counter, Histogram } from "prom-client";
import { webMetrics } from "./metrics";

interface Instruments {
  readonly requests: Histogram;
  readonly signIns: Counter;
  readonly cutBodies: Counter;
}

/** Next bundles modules more than once per process; a metric is registered once. */
const home: typeof globalThis & { slipstreamWebInstruments?: Instruments } = globalThis;

function instruments(): Instruments {
  home.slipstreamWebInstruments ??= {
    requests: new Histogram({
      name: "slipstream_api_request_seconds",
      help: "Time to answer a request of the API, by route and status.",
      labelNames: ["route", "status"],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers: [webMetrics()],
    }),
    signIns: new Counter({
      name: "slipstream_sign_ins_total",
      help: "Attempts to sign in by password, by outcome.",
      labelNames: ["outcome"],
      registers: [webMetrics()],
    }),
    cutBodies: new Counter({
      name: "slipstream_request_bodies_cut_total",
      help: "Connections closed because of a request body that is no upload, by reason.",
      labelNames: ["reason"],
      registers: [webMetrics()],
    }),
  };
  return home.slipstreamWebInstruments;
}

/** Counts an answer of the API; `route` is its entry of the access table, never a path with ids. */
export function observeRequest(route: string, status: number, seconds: number): void {
  instruments().requests.observe({ route, status }, seconds);
}

/** Counts an attempt to sign in by its outcome. */
export function countSignIn(outcome: string): void {
  instruments().signIns.inc({ outcome });
}

/** Counts a connection that was closed because of the body of its request. */
export function countCutBody(reason: string): void {
  instruments().cutBodies.inc({ reason });
}
