import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, inject, it } from "vitest";
import { ProblemAnswer } from "@/lib/domain/api-answers";
import { webService } from "@/stack/app/services";
import { foldersOf } from "@/stack/folders";
import { pickPort } from "@/stack/ports";
import { launch } from "@/stack/process/launch";

const environment = inject("environment");
const { SLIPSTREAM_DEMO_KEY_DCU: key = "" } = environment;
const MEBIBYTE = 1024 * 1024;

const send = (address: string) =>
  fetch(`${address}/api/v1/telemetry`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify({
      v: 1,
      bike_id: `DCU-T${randomBytes(4).toString("hex").toUpperCase()}`,
      source: "app",
      readings: [{ t: Date.now() }],
    }),
  });
async function expectProblem(answer: Response, status: number): Promise<void> {
  expect(answer.status).toBe(status);
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(ProblemAnswer.parse(await answer.json()).status).toBe(status);
}

const sockets: Socket[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
});

/** An upload that announces `bytes` and sends the first `sent` of them only. */
async function stall(address: string, bytes: number, sent: number): Promise<void> {
  const { hostname, port } = new URL(address);
  const socket = connect(Number(port), hostname);
  socket.on("error", () => undefined);
  sockets.push(socket);
  const head = [
    "POST /api/v1/telemetry HTTP/1.1",
    `Host: ${hostname}`,
    `Authorization: Bearer ${key}`,
    "Content-Type: application/json",
    `Content-Length: ${bytes}`,
  ];
  const body = " ".repeat(sent);
  await new Promise<void>((resolve) => socket.write(`${head.join("\r\n")}\r\n\r\n${body}`, () => resolve()));
}

describe("uploads that do not come to their end", () => {
  const address = inject("address");

  it("let others wait with 429 once what came of them takes all room, until there is room again", async () => {
    const fill = () => stall(address, 8 * MEBIBYTE, 8 * MEBIBYTE - 1);
    for (let upload = 0; upload < 6; upload++) await fill();
    // What we send may take the last room from one that is still coming: that is refused, and another fills it.
    const sent = async () => {
      const { status } = await send(address);
      if (status === 202) await fill();
      return status;
    };
    await expect.poll(sent, { timeout: 10_000, interval: 200 }).toBe(429);
    await expectProblem(await send(address), 429);
    for (const socket of sockets.splice(0)) socket.destroy();
    await expect.poll(async () => (await send(address)).status, { timeout: 10_000, interval: 200 }).toBe(202);
  });

  it("keep no room from others while they are only announced", async () => {
    for (let upload = 0; upload < 40; upload++) await stall(address, 8 * MEBIBYTE, 1);
    for (let other = 0; other < 5; other++) expect((await send(address)).status).toBe(202);
  });
});

describe("while the broker cannot be reached", () => {
  it("an upload is answered with 503 within seconds, and may be sent again", async () => {
    const root = await mkdtemp(join(tmpdir(), "busy-edge-"));
    const folders = foldersOf(root);
    await Promise.all([mkdir(folders.logs), mkdir(folders.run)]);
    const promised = new Set<number>();
    const ports = { web: await pickPort(0, promised), metrics: await pickPort(0, promised) };
    const closed = await pickPort(0, promised);
    const without = { ...environment, SLIPSTREAM_KAFKA_BROKERS: `127.0.0.1:${closed}` };
    const web = await launch(webService(folders, without, ports));
    try {
      const startedMs = performance.now();
      await expectProblem(await send(`http://127.0.0.1:${ports.web}`), 503);
      expect(performance.now() - startedMs).toBeLessThan(10_000);
    } finally {
      await web.stop();
      await rm(root, { recursive: true, force: true });
    }
  });
});
