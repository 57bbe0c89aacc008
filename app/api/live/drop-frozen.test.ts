import { createServer } from "node:http";
import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, expect, it } from "vitest";
import { dropFrozen } from "./drop-frozen";

const FROZEN_MS = 150;
/** More than the system keeps for a client that does not read. */
const FLOOD = Buffer.alloc(16 * 1024 * 1024);

dropFrozen("/stream", FROZEN_MS);
const open = new Set<string>();
const server = createServer((request, response) => {
  const name = request.url ?? "";
  open.add(name);
  response.on("close", () => open.delete(name));
  if (name.includes("flood")) response.write(FLOOD);
  const saying = setInterval(() => {
    if (!response.writableNeedDrain) response.write(".");
  }, 20);
  response.on("close", () => clearInterval(saying));
}).listen(0);
const sockets: Socket[] = [];

/** A client that asks and does not read unless told so. */
function ask(path: string): Socket {
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const socket = connect({ port }, () => socket.write(`GET ${path} HTTP/1.1\r\nhost: x\r\n\r\n`));
  sockets.push(socket.on("error", () => undefined));
  return socket.pause();
}
afterAll(() => {
  for (const socket of sockets) socket.destroy();
  server.close();
});

it("closes the socket of a stream that is not read, and no other", async () => {
  ask("/stream?frozen-flood");
  ask("/stream?read-flood").resume();
  ask("/stream?quiet");
  ask("/other?frozen-flood");
  await expect.poll(() => open.size).toBe(4);
  await sleep(6 * FROZEN_MS);
  expect([...open].toSorted()).toEqual(["/other?frozen-flood", "/stream?quiet", "/stream?read-flood"]);
});
