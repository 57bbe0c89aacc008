import { createServer } from "node:http";
import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import nextConfig from "@/next.config.js";
import { BODY_LIMITS, boundBodies } from "./bound-bodies";

const LIMITS = { maxBytes: 64 * 1024, maxBytesInAll: 160 * 1024, completeWithinMs: 600 };
const FORM_BYTES = 60 * 1024;
const UPLOAD = "/upload";

boundBodies(new Set([UPLOAD]), LIMITS);
/** Answers, as Next does, when the whole body has come: with its length. */
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("error", () => undefined);
  request.on("end", () => response.end(`got ${Buffer.concat(chunks).length}`));
}).listen(0);
const sockets: Socket[] = [];

/** A client that posts, and what became of it. */
function post(path: string, headers: string) {
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const socket = connect({ port });
  const client = { isCut: false, heard: "", say: (text: string) => socket.write(text) };
  const begin = () => client.say(`POST ${path} HTTP/1.1\r\nhost: x\r\n${headers}\r\n\r\n`);
  socket.on("data", (chunk) => {
    client.heard += chunk;
  });
  socket.on("close", () => {
    client.isCut = true;
  });
  socket.on("error", () => undefined);
  sockets.push(socket);
  begin();
  return { client, begin };
}
const announced = (path: string, bytes: number) => post(path, `content-length: ${bytes}`).client;
const chunked = (path: string) => post(path, "transfer-encoding: chunked").client;
const chunk = (bytes: number) => `${bytes.toString(16)}\r\n${"x".repeat(bytes)}\r\n`;

afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
});
afterAll(() => server.close());

describe("the body of a request that uploads nothing", () => {
  it("is taken whole, one after the other on one connection", async () => {
    const { client, begin } = post("/action", `content-length: ${FORM_BYTES}`);
    client.say("x".repeat(FORM_BYTES));
    await expect.poll(() => client.heard).toContain(`got ${FORM_BYTES}`);
    client.heard = "";
    begin();
    client.say("x".repeat(FORM_BYTES));
    await expect.poll(() => client.heard).toContain(`got ${FORM_BYTES}`);
    await sleep(1.5 * LIMITS.completeWithinMs);
    expect(client.isCut).toBe(false);
  });

  it("ends the connection when it is larger, announced or not", async () => {
    const clients = [announced("/action", 10 * LIMITS.maxBytes), chunked("/action?x")];
    clients[0]?.say("x".repeat(LIMITS.maxBytes + 1));
    clients[1]?.say(chunk(LIMITS.maxBytes + 1));
    await expect
      .poll(() => clients.map(({ isCut }) => isCut), { timeout: LIMITS.completeWithinMs / 2 })
      .toEqual([true, true]);
  });

  it("ends the connection when it comes in pieces that take far more than they bring", async () => {
    const client = chunked("/action");
    client.say(chunk(1).repeat(200));
    await expect.poll(() => client.isCut, { timeout: LIMITS.completeWithinMs / 2 }).toBe(true);
  });

  it("ends the connection when it does not come to its end in time", async () => {
    const silent = announced("/action", 100);
    const slow = chunked("/action");
    const dripping = setInterval(() => slow.say(chunk(1)), 50);
    await sleep(LIMITS.completeWithinMs / 2);
    expect([silent.isCut, slow.isCut]).toEqual([false, false]);
    await expect.poll(() => [silent.isCut, slow.isCut]).toEqual([true, true]);
    clearInterval(dripping);
  });

  it("makes room by the oldest when all together are too large, so that whoever is quick gets through", async () => {
    const stuck = [];
    for (let count = 0; count < 3; count++) {
      const client = chunked("/action");
      client.say(chunk(50 * 1024));
      stuck.push(client);
      await sleep(20);
    }
    const quick = announced("/action", 40 * 1024);
    quick.say("x".repeat(40 * 1024));
    await expect.poll(() => quick.heard).toContain(`got ${40 * 1024}`);
    expect(stuck.map(({ isCut }) => isCut)).toEqual([true, false, false]);
  });
});

describe("the body of an upload", () => {
  it("is left to its own limits", async () => {
    const client = chunked(`${UPLOAD}?x`);
    client.say(chunk(2 * LIMITS.maxBytes) + chunk(1).repeat(200));
    await sleep(1.5 * LIMITS.completeWithinMs);
    client.say(chunk(0));
    await expect.poll(() => client.heard).toContain(`got ${2 * LIMITS.maxBytes + 200}`);
  });
});

it("reaches an action whole or not at all: Next cuts off nothing that is let through", () => {
  expect(nextConfig.experimental?.proxyClientMaxBodySize).toBeGreaterThanOrEqual(BODY_LIMITS.maxBytes);
});
