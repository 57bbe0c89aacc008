import type { Origin } from "../lane/ticket";

/** A record of bike LI-1, but for what is given. */
export function anOrigin(over: Partial<Origin> = {}): Origin {
  const value = over.value ?? Buffer.from("{");
  return {
    topic: "slipstream.telemetry",
    partition: 3,
    offset: "7",
    key: Buffer.from("LI-1"),
    value,
    valueBytes: value.length,
    headers: { "received-at": Buffer.from("5") },
    bikeId: "LI-1",
    source: "app",
    receivedAtMs: 5,
    client: "client",
    span: null,
    ...over,
  };
}
