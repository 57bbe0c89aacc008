import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { pipeline } from "node:stream";
import { FleetGrid } from "@/lib/live/fleet-grid";
import { LiveHub } from "@/lib/live/live-hub";
import { parseLiveViews } from "@/lib/live/parse-live-views";
import { EVERYTHING, ofFleets } from "@/lib/live/testing/scopes";
import { createLog } from "@/lib/log";
import { randomOf } from "@/simulator/random";
import { fleetOfCities } from "./fleet-of-cities";
import type { LiveFigures } from "./live-process";

/*
 * A program of its own: the fleet in memory and its streams as the web process has them, fed here instead of from
 * topics. `/live` answers as `/api/live` does, for a viewer of `fleet`, or of all bikes; on a port and on a local socket.
 */
const [path = "", ...numbers] = process.argv.slice(2);
const [bikes, fleets, updatesPerSecond] = numbers.map(Number);
if (!bikes || !fleets || !updatesPerSecond)
  throw new Error("expected path, bikes, fleets, updates per second");

const FEED_MS = 10;
const TICK_MS = 250;
const fleet = fleetOfCities(bikes, fleets, 5);
const grid = new FleetGrid();
for (let bike = 0; bike < bikes; bike++) {
  grid.applyEntity(fleet.entity(bike), Date.now());
  grid.applyState(fleet.state(bike, Date.now() - (bike % 600_000)), Date.now());
}
const status = { isReady: true, isConnected: true, lag: 0, refused: 0 };
const hub = new LiveHub(
  grid,
  { status: () => status, stop: async () => undefined },
  createLog("live", "silent"),
);

const random = randomOf(9);
let applied = 0;
const startedMs = performance.now();
setInterval(() => {
  const due = ((performance.now() - startedMs) * updatesPerSecond) / 1_000;
  for (; applied < due; applied++) {
    const nowMs = Date.now();
    const arrival = { readings: 10, receivedAtMs: nowMs - 100 };
    grid.applyState(fleet.state(random.whole(0, bikes - 1), nowMs), nowMs, arrival);
  }
}, FEED_MS);
setInterval(() => grid.tick(Date.now()), TICK_MS);

/** Every client is somebody else. */
let viewers = 0;
const responses = new Set<ServerResponse>();

function figures(): LiveFigures {
  globalThis.gc?.();
  const { heapUsed, external, rss } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  const frozen = [...responses].filter(({ writableNeedDrain }) => writableNeedDrain).length;
  const cpuMs = (user + system) / 1_000;
  const bytes = heapUsed + external;
  return { streams: hub.streamCount, frozen, applied, atMs: performance.now(), bytes, rss, cpuMs };
}

function answer(request: IncomingMessage, response: ServerResponse): void {
  const { pathname, searchParams } = new URL(request.url ?? "", "http://live");
  if (pathname === "/figures") return void response.end(JSON.stringify(figures()));
  const fleetId = searchParams.get("fleet");
  const visible = fleetId === null ? EVERYTHING : ofFleets(fleetId);
  const stream = hub.open(visible, parseLiveViews(searchParams.getAll("view")), `client ${viewers++}`);
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-cache, no-transform" });
  responses.add(response);
  pipeline(chunks(stream.body), response, () => responses.delete(response));
}

async function* chunks(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) yield read.value;
  } finally {
    await reader.cancel();
  }
}

createServer(answer).listen(path);
const server = createServer(answer).listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (address && typeof address === "object") process.stdout.write(`${address.port}\n`);
});
process.once("SIGTERM", () => process.exit(0));
