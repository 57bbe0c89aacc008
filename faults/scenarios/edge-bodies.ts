import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { randomOf } from "@/simulator/random";
import type { EdgeSender } from "../lab/edge-sender";
import { type EdgeUnderTest, NEIGHBOURS, RIDERS } from "../lab/edge-under-test";
import { garbled } from "../lab/garbled";
import { inParallel } from "../lab/in-parallel";
import { FLEET, STRAY } from "../lab/sent";
import type { Answer } from "../lab/upload";
import type { Scenario } from "../scenario";
import { notSlowed } from "./not-slowed";

const GZIP = { "content-encoding": "gzip" };
const MEBIBYTE = 1024 * 1024;
/** So much of bodies one organisation may have under way; what is left lies to be unpacked, sent on, or collected. */
const ROOM_BYTES = 48 * MEBIBYTE;
/** The edge waits 30 seconds for a body; the rest is for a machine that is busy. */
const ENDED_WITHIN_MS = 60_000;

/** Bodies that are broken, cut, endless or slow. Nothing of a broken one may be in. */
export const EDGE_BODY_SCENARIOS: readonly Scenario[] = [
  {
    name: "edge-truncated-gzip",
    fault: "packed uploads come without their end, or with a byte that is not theirs",
    expected: "they are answered 400, nothing of them is stored, and whole they are taken",
    edge: {},
    run: async ({ edge }) => {
      const sender = await edge.newSender(RIDERS);
      const random = randomOf(3);
      await inParallel(60, 4, async (at) => {
        const packets = [edge.load.next(`${FLEET}CUT-${at}`), edge.load.next(`${FLEET}CUT-${at}-B`)];
        const packed = gzipSync(edge.load.lines(packets));
        const middle = random.whole(20, packed.length - 10);
        if (at % 3 === 0) packed[middle] = 255 - (packed[middle] ?? 0);
        const body = at % 3 === 0 ? packed : packed.subarray(0, at % 3 === 1 ? -4 : middle);
        expectStatus(await sender.send(body, GZIP), 400);
        if (isSentAgain(at)) await edge.load.send(sender, packets);
      });
    },
    check: notSlowed,
  },
  {
    name: "edge-gzip-bomb",
    fault: "thirty uploads of a neighbour unpack to a quarter of a gigabyte each, six at a time",
    expected: "they are answered 413 at the first byte too many; others are not slowed",
    edge: {},
    run: async ({ edge }) => {
      const sender = await edge.newSender(NEIGHBOURS);
      const bomb = gzipSync(edge.load.lines([edge.load.next(`${FLEET}BOMB`)]) + " ".repeat(256 * MEBIBYTE));
      await inParallel(30, 6, async () => expectStatus(await sender.send(bomb, GZIP), 413));
    },
    check: notSlowed,
  },
  {
    name: "edge-truncated-body",
    fault: "uploads end before the length that they announce, or before the last of their chunks",
    expected: "none is taken, nothing of them is stored, and whole they are taken",
    isShort: true,
    edge: {},
    run: async ({ edge }) => {
      const sender = await edge.newSender(RIDERS);
      await inParallel(60, 6, async (at) => {
        const packets = [edge.load.next(`${FLEET}CUT-${at}`)];
        const lines = Buffer.from(`${edge.load.lines(packets)}\n`);
        const upload = sender.open(at % 3 === 2 ? {} : { "content-length": lines.length + 5_000 });
        await upload.write(lines);
        if (at % 2 === 0) upload.closeHalf();
        else setTimeout(() => upload.destroy(), 50);
        const answer = await upload.answered;
        if (answer && answer.status < 400) throw new Error(`expected no receipt, got ${answer.body}`);
        if (isSentAgain(at)) await edge.load.send(sender, packets);
      });
    },
    check: notSlowed,
  },
  {
    name: "edge-aborted-upload",
    fault: "400 uploads of two megabytes are left by their clients, in the middle or just before the answer",
    expected: "each is stored once or not at all; their room and their sockets are given back",
    edge: {},
    webMayGrowBytes: 4 * ROOM_BYTES,
    run: async ({ edge }) => {
      const sender = await edge.newSender(RIDERS);
      const random = randomOf(5);
      await inParallel(400, 8, (at) => leave(edge, sender, at, random.whole(0, 12)));
      await expectRoom(edge);
    },
    check: notSlowed,
  },
  {
    name: "edge-slow-client",
    fault: "200 clients send one byte a second",
    expected: "they are answered 408 after half a minute; others are not slowed",
    edge: {},
    run: async ({ edge }) => {
      const sender = await edge.newSender(RIDERS);
      const answers = await Promise.all(Array.from({ length: 200 }, () => drip(sender)));
      for (const answer of answers) expectStatus(answer, 408);
      const slowestMs = Math.max(...answers.map((answer) => answer?.tookMs ?? 0));
      if (slowestMs > ENDED_WITHIN_MS)
        throw new Error(
          `expected an end within ${ENDED_WITHIN_MS} ms, got one after ${Math.round(slowestMs)}`,
        );
      await expectRoom(edge);
    },
    check: notSlowed,
  },
  {
    name: "edge-garbage-mix",
    fault: "600 uploads of a neighbour are garbled in every way that a seed brings forth, among good ones",
    expected: "each is answered clearly, and the good ones are all stored",
    edge: {},
    run: async ({ edge }) => {
      const sender = await edge.newSender(NEIGHBOURS, STRAY);
      const random = randomOf(7);
      await inParallel(600, 6, async (at) => {
        const lines = edge.load.lines([edge.load.next(`${STRAY}${at % 20}`), edge.load.next(`${STRAY}B`)]);
        const { body, headers } = garbled(random, lines);
        if (!(await sender.send(body, headers))) throw new Error(`no answer to garbled upload ${at}`);
      });
    },
    check: notSlowed,
  },
];

/** The others are left: what is stored of them was never sent whole. */
const isSentAgain = (at: number): boolean => at % 4 > 0;

function expectStatus(answer: Answer | null, status: number): void {
  if (answer?.status !== status || answer.detail === null)
    throw new Error(`expected a problem document of ${status}, got ${answer?.status}: ${answer?.body}`);
}

/** Writes so many parts of an upload and goes away; with the last part it is whole, and may be in. */
async function leave(edge: EdgeUnderTest, sender: EdgeSender, at: number, parts: number): Promise<void> {
  const line = Buffer.from(`${edge.load.lines([edge.load.next(`${STRAY}${at % 40}`)])}\n`);
  const part = Buffer.alloc(200_000, 32);
  const upload = sender.open({ "content-length": line.length + 10 * part.length });
  await upload.write(line);
  for (let written = 0; written < Math.min(10, parts); written++) await upload.write(part);
  await sleep(parts % 3);
  upload.destroy();
  await upload.answered;
}

/** An organisation's room is free again: five uploads that fill most of it are taken at once, none is told to wait. */
async function expectRoom(edge: EdgeUnderTest): Promise<void> {
  const sender = await edge.newSender(RIDERS);
  await inParallel(5, 5, (at) =>
    edge.load.send(sender, [edge.load.next(`${FLEET}ROOM-${at}`)], 7 * MEBIBYTE),
  );
  const waited = sender.answers.find(({ status }) => status !== 202);
  if (waited) throw new Error(`expected room to be given back, got ${waited.status}: ${waited.body}`);
}

/** A body that comes byte by byte, until there is an answer. */
async function drip(sender: EdgeSender): Promise<Answer | null> {
  const upload = sender.open({ "content-length": 10_000 });
  const dripping = setInterval(() => void upload.write(Buffer.from(" ")), 1_000);
  return upload.answered.finally(() => clearInterval(dripping));
}
